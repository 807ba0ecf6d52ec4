// What the official's pages are built from, in groups; the composition root hands them in.
import type { AttendanceService } from '../attendance/index.ts';
import type { Boards } from '../board/index.ts';
import type { Campaign } from '../campaigns/index.ts';
import type { CeremonyService } from '../ceremony/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import type { VisitorTokens } from '../http/visitor.ts';
import type { InvitationService } from '../invitations/index.ts';
import type { OwnStage } from '../protocol/stage.ts';
import type { Region } from '../regions/index.ts';
import type { Registration, RegistrationService } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import type { SignatureService } from '../signatures/index.ts';
import type { Talk } from '../talk/index.ts';

/** A certificate as its holder's pages name it; `code` leads to /berkas/<code>.pdf. */
export interface HeldCertificate {
  kind: 'declaration' | 'participation' | 'region' | 'roll' | 'minutes';
  code: string;
  number: string;
  sample: boolean;
}

/** The certificates domain as far as the holder's pages need it; `registration` is an id. */
export interface HolderDocuments {
  certificatesOf(registration: string): Promise<HeldCertificate[]>;
  /** True when staff have revoked the person's certificate of participation and none took its place. */
  isParticipationRevoked(session: string, registration: string): Promise<boolean>;
  /** Issues the signed declaration of somebody who has signed, unless it is there already. */
  ensureDeclaration(registration: string): Promise<unknown>;
  /** When staff withdrew the signature; undefined while it stands. */
  withdrawnAt(registration: string): Promise<Date | undefined>;
  /** True when every character of a name can be drawn on a certificate. */
  canPrint(name: string): boolean;
  /** The region's declaration with all its signatories, once it is issued. */
  regionDocument(session: string, region: string): Promise<HeldCertificate | undefined>;
}

export interface OfficialServices {
  visitors: {
    tokens: VisitorTokens;
    /** Failures to guess a code, by address. */
    codeLimit: RateLimit;
    catalogue: Catalogue;
    clock: Clock;
  };
  people: {
    invitations: InvitationService;
    registrations: RegistrationService;
    attendance: Pick<AttendanceService, 'renewPlain' | 'attendanceOf'>;
    /** Whom the region's coordinator named for a seat. */
    nominationOf(
      seat: string,
    ): Promise<{ name: string; acting: string; contact: string } | undefined>;
    notices: NoticeDoor;
  };
  event: {
    live: LiveSessions;
    boards: Pick<Boards, 'snapshot' | 'delegation'>;
    campaignOf(session: SessionDocument): Promise<Campaign>;
    regionsOf(campaign: Campaign): Promise<Region[]>;
    /** How somebody stands to the floor: their hand, or their room's. */
    ownStage(official: Registration): Promise<OwnStage>;
  };
  pledge: {
    ceremony: Pick<CeremonyService, 'tick' | 'ticksOf' | 'readingOf'>;
    signatures: Pick<SignatureService, 'sign' | 'find'>;
  };
  documents: HolderDocuments;
  talk: Pick<Talk, 'questions' | 'feed' | 'react'>;
}

/** The notice on personal data, as far as checking in shows it. */
export interface NoticeDoor {
  /** The newest, as a visitor of that language reads it; `lang` where the texts have their own. */
  shownIn(
    language: Language,
    campaign: Campaign,
  ): Promise<{ version: number; lines: string[]; basis: string; lang?: Language }>;
  /** The version that a form says it showed; the current one for a version that never was. */
  ofVersion(campaign: Campaign, version: number): Promise<{ version: number; sha256: string }>;
}

/** Speaks the catalogue in one language; keys are whole ("stage.title"). */
export type Say = (key: string, parameters?: Record<string, string | number>) => string;

/** The catalogue's voice for a request. */
export const sayIn =
  (catalogue: Catalogue, language: Language): Say =>
  (key, parameters) =>
    catalogue.text(language, key, parameters);
