// A worker thread's side: looks into one file and ends with the next one's task or after a minute.
export { lookInto as default } from './look-into.ts';
