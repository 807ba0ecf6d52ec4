// A worker for the tests of the caps: it turns for ever or eats memory when the file tells it to.
import type { InspectionJob } from '../../server/verification/look-into.ts';

export default function misbehave({ bytes }: InspectionJob) {
  const text = Buffer.from(bytes).toString('latin1');
  const eaten: number[][] = [];
  while (text === 'berputar') Math.random();
  while (text === 'makan') eaten.push(Array.from({ length: 100_000 }, (_, i) => i + 0.5));
  return { sha256: '', seal: { reasons: [] }, named: [] };
}
