// Which seats a session has: each office in each region, then those outside regions.
import type { Campaign } from '../campaigns/index.ts';
import type { Region } from '../regions/index.ts';
import type { Seat } from './seat-model.ts';

/** The seats of one session, without their codes; `newId` gives each its id. */
export function planSeats(
  session: string,
  campaign: Pick<Campaign, 'seats'>,
  regions: Region[],
  newId: () => string,
): Omit<Seat, 'issue'>[] {
  const inRegions = regions.flatMap((region) =>
    campaign.seats.inRegions.map((office) => ({
      region: region.code,
      group: null,
      office: office.code,
      title: office.title,
      place: region.name,
      required: office.required,
    })),
  );
  const outside = campaign.seats.outside.map((office) => ({
    region: null,
    group: office.group,
    office: office.code,
    title: office.title,
    place: office.office,
    required: false,
  }));
  return [...inRegions, ...outside].map((seat, ordinal) => ({
    _id: newId(),
    session,
    ordinal,
    ...seat,
  }));
}
