// What the board of who has and who has not shows.

import type { Say } from './circular-services.ts';
import {
  type BoardFilter,
  byProvince,
  countsOf,
  type FollowedRegion,
  filtered,
  GROUPS,
  queryOf,
} from './follow-up-board.ts';

/** The view of templates/pages/follow-up.hbs; `path` is the page's own. */
export function boardView(
  all: readonly FollowedRegion[],
  filter: BoardFilter,
  path: string,
  say: Say,
) {
  const provinceOnly = { ...filter, group: undefined };
  const inProvince = filtered(all, provinceOnly);
  const rows = filtered(all, filter);
  const counts = countsOf(inProvince);
  const provinces = byProvince(all).map(({ code, name }) => ({
    ...{ code, name, selected: code === filter.province },
  }));
  const groups = GROUPS.filter((group) => group !== 'tanpa-ikrar' || all[0]?.signed !== undefined);
  return {
    ...{ path, counts, provinces, found: rows.length },
    province: provinces.find(({ selected }) => selected)?.name,
    knowsSigned: all[0]?.signed !== undefined,
    groups: groups.map((group) => ({
      ...{ group, label: say(`groups.${group}`), selected: group === filter.group },
      value: filtered(inProvince, { province: undefined, group }).length,
    })),
    // All provinces are read by their sums; a filtered list by its regions.
    isNarrow: filter.province !== undefined || filter.group !== undefined,
    csv: `${path}.csv${queryOf(filter)}`,
    list: byProvince(rows).map(({ name, rows: own }) => {
      const { total, issued } = countsOf(own);
      return { name, total, issued, rows: own.map((one) => rowView(one, path)) };
    }),
  };
}

const rowView = ({ code, name, circular, signed }: FollowedRegion, path: string) => ({
  ...{ name, signed, href: `${path}/${code}` },
  circular: circular && {
    number: circular.number,
    day: `${circular.date}T05:00:00Z`,
    href: `${path}/${code}/${circular.version}/edaran.pdf`,
  },
});
