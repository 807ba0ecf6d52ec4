// The stage in the control room: who leads it, who is on it and who waits, whose hands are up.
import type { AlreadyDone } from '../../server/protocol/session.ts';
import type { DeskPerson, StageAct, StageView } from '../../server/protocol/stage.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { number, text } from '../lib/page-data.ts';
import { alreadyWords } from './already-words.ts';
import { fillRows, type OnAct } from './stage-list.ts';
import { blockedRows, floorRows, personRow, type StageRow } from './stage-rows.ts';

export interface StagePanel {
  /** `over`: the event has ended, and nobody can do anything on the stage. */
  take(view: StageView | undefined, over: boolean): void;
  /** Takes the lead if nobody has it; false, and said why, when somebody else has. */
  lead(): Promise<boolean>;
}

interface PanelOptions {
  socket: LiveSocket;
  messages: Messages;
  /** The account of who looks. */
  account: string;
}

type Part = (name: string) => HTMLElement | null;
type Answer = { ok: true; data: { already?: AlreadyDone } } | { ok: false; message: string };

/** In the order of the stage, then those who wait, then who has not come. */
const inOrder = (people: DeskPerson[], view: StageView): DeskPerson[] => {
  const places = view.onStage.map(({ who }) => who);
  const rank = ({ who, isHere }: DeskPerson) =>
    places.includes(who) ? places.indexOf(who) : isHere ? 100 : 200;
  return [...people].sort((a, b) => rank(a) - rank(b));
};

/** How the looker stands to the lead, and what the button then does. */
const LEADS = { nobody: 'take', own: 'release', other: 'takeOver' } as const;
const leadOf = (view: StageView | undefined, account: string): keyof typeof LEADS => {
  const director = view?.desk?.director;
  if (!director) return 'nobody';
  return director.account === account ? 'own' : 'other';
};

/** Wires `[data-panggung]`; undefined on a page without it. */
export function createStagePanel(options: PanelOptions): StagePanel | undefined {
  const { socket, account } = options;
  const root = document.querySelector<HTMLElement>('[data-panggung]');
  if (!root) return undefined;
  const part: Part = (name) => root.querySelector<HTMLElement>(`[data-${name}]`);
  const send = createSend(options.messages);
  let view: StageView | undefined;
  let isOver = false;

  const act: OnAct = (step, who, title) => {
    if (isGrave(step) && !window.confirm(text(`stage.confirm.${step}`, { title }))) return;
    void send(() => ask(socket, 'stage:act', { act: step, who }));
  };
  part('pimpin')?.addEventListener('click', () => {
    const lead = leadOf(view, account);
    const name = view?.desk?.director?.name ?? '';
    if (lead === 'other' && !window.confirm(text('stage.confirm.takeOver', { name }))) return;
    const how = { takeOver: lead === 'other', release: lead === 'own' };
    void send(() => ask(socket, 'stage:direct', how));
  });
  return {
    take(next, over) {
      const isNews = next?.desk !== undefined && (!view || next.version >= view.version);
      if (!isNews && over === isOver) return;
      if (isNews) view = next;
      isOver = over;
      if (!view) return;
      drawLead(part, view, account);
      setHidden(part('pimpin')?.parentElement, isOver);
      drawLists(part, view, { act, isOver });
    },
    async lead() {
      if (leadOf(view, account) === 'own') return true;
      return send(() => ask(socket, 'stage:direct', {}));
    },
  };
}

const isGrave = (step: StageAct): boolean => step === 'block' || step === 'remove';

/** One command at a time; a refusal is said in words. */
const createSend = (messages: Messages) => {
  let isBusy = false;
  return async (command: () => Promise<Answer>): Promise<boolean> => {
    if (isBusy) return false;
    isBusy = true;
    const answer = await command().catch(() => undefined);
    isBusy = false;
    if (answer?.ok) {
      const { already } = answer.data;
      if (already) messages.tell(alreadyWords(already));
      else messages.clear();
    } else messages.show(answer ? answer.message : text('failed'));
    return answer?.ok ?? false;
  };
};

const drawLead = (part: Part, view: StageView, account: string): void => {
  const lead = leadOf(view, account);
  const name = view.desk?.director?.name ?? '';
  setText(part('pimpin-kata'), text(`stage.lead.${lead}`, { name }));
  setText(part('pimpin'), text(`stage.lead.${LEADS[lead]}`));
  setHidden(part('pimpin'), false);
};

const drawLists = (
  part: Part,
  view: StageView,
  { act, isOver }: { act: OnAct; isOver: boolean },
): void => {
  const still = (rows: StageRow[]) => (isOver ? rows.map((row) => ({ ...row, acts: [] })) : rows);
  const { desk, onStage, hands } = view;
  if (!desk) return;
  const isOn = (who: string) => onStage.some((one) => one.who === who);
  const waiting = desk.people.filter(({ who, isHere }) => isHere && !isOn(who)).length;
  const count = { onStage: number(onStage.length), waiting: number(waiting) };
  setText(part('panggung-jumlah'), text('stage.count', count));
  const raised = hands > 0 ? text('stage.hands', { count: number(hands) }) : '';
  setText(part('tangan-jumlah'), raised);
  const people = inOrder(desk.people, view).map((one) => personRow(one, view));
  fillRows(part('panggung-daftar'), still(people), { none: text('stage.none'), act });
  fillRows(part('tangan-daftar'), isOver ? [] : floorRows(view), {
    none: text('stage.noHands'),
    act,
  });
  setHidden(part('blokir'), desk.blocked.length === 0);
  fillRows(part('blokir-daftar'), still(blockedRows(desk)), { none: '', act });
};
