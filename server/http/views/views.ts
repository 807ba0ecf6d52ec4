// Renders pages: the template's body, what the layout puts around it, and the script's JSON.
import type { Assets } from '../assets.ts';
import type { Catalogue, TextTree } from '../catalogue.ts';
import type { Language } from '../language.ts';
import { createHelpers } from './helpers.ts';
import { withUsedSymbols } from './ornament/sprite.ts';
import type { PageView } from './page-view.ts';
import { createTemplates } from './templates.ts';

export interface Views {
  /**
   * A page in its layout. `template` is below templates/pages, without its ending; what stands at
   * the right of the letterhead is templates/headers/<template>.hbs, where there is one.
   */
  page(template: string, page: PageView): string;
  /** A template without layout (a mail, a fragment); `template` is below templates. */
  render(template: string, view: object, options: { language: Language }): string;
}

/** JSON for a script block: no character of it can end the block or start a comment. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const clientTexts = (catalogue: Catalogue, page: PageView): TextTree =>
  Object.assign(
    {},
    ...['layout', page.page, ...(page.texts ?? [])].map((area) =>
      catalogue.subtree(page.language, `${area}.client`),
    ),
  );

const otherLanguage = (page: PageView) => {
  const code: Language = page.language === 'id' ? 'en' : 'id';
  return { code, href: `/bahasa/${code}?kembali=${encodeURIComponent(page.path)}` };
};

const blockOf = (catalogue: Catalogue, page: PageView): string =>
  scriptJson({
    language: page.language,
    texts: clientTexts(catalogue, page),
    data: page.data ?? {},
  });

/** Only a view's own fields are read: nothing of its prototypes, and no warning about them. */
const CLOSED = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

/** Reads templates from `templatesDir` (layouts, partials, headers, pages) on first use. */
export function createViews(options: {
  templatesDir: string;
  catalogue: Catalogue;
  assets: Assets;
}): Views {
  const { templatesDir, catalogue, assets } = options;
  const templates = createTemplates(templatesDir, createHelpers(catalogue));
  return {
    render: (template, view, { language }) =>
      templates.get(template)(view, { ...CLOSED, data: { language, ids: { next: 0 } } }),
    page(template, page) {
      const { language, isLight = false } = page;
      const data = { language, ids: { next: 0 }, isLight, page };
      const part = (name: string): string => templates.get(name)(page.view, { ...CLOSED, data });
      const context = {
        ...page,
        body: part(`pages/${template}`),
        header: templates.has(`headers/${template}`) ? part(`headers/${template}`) : '',
        block: blockOf(catalogue, page),
        tags: assets.tags(page.entry),
        other: otherLanguage(page),
      };
      const layout = templates.get(`layouts/${page.layout ?? 'main'}`);
      return withUsedSymbols(layout(context, { ...CLOSED, data }));
    },
  };
}
