import type { ExportSummary, ImportSummary } from '@netlapse/host-linux';
import type { ObjectKind, PowerShellSummary } from '@netlapse/host-windows';

import { counted } from './counted';
import { durationText } from './duration-text';
import { instantText } from './instant-text';

const bySize = ([a, left]: readonly [string, number], [b, right]: readonly [string, number]): number =>
  right - left || (a < b ? -1 : 1);

/** What was skipped comes as `why: what`, such as `unknown type: 99`. */
const skippedText = (text: string, count: number): string => {
  const at = text.lastIndexOf(': ');
  return at < 0 ? `${count} ${text}` : `${count} ${text.slice(at + 2)} (${text.slice(0, at)})`;
};

const skippedLines = (skipped: ImportSummary['skipped']): readonly string[] => {
  const reasons = Object.entries(skipped).filter(([, count]) => count > 0);
  const texts = reasons.sort(bySize).map(([why, count]) => skippedText(why, count));
  return texts.length === 0 ? [] : [`  skipped: ${texts.join(', ')}`];
};

/** How entries are counted, by the command of `ip` that prints them. */
const wordsOfKind: Readonly<Record<keyof ExportSummary['entries'], readonly [one: string, many: string]>> = {
  link: ['link', 'links'],
  addr: ['address', 'addresses'],
  route: ['route', 'routes'],
  neigh: ['neighbor', 'neighbors'],
  netconf: ['netconf entry', 'netconf entries'],
  rule: ['rule', 'rules'],
  nexthop: ['nexthop object', 'nexthop objects'],
};

const kinds = Object.keys(wordsOfKind) as readonly (keyof typeof wordsOfKind)[];

/** What became of output of `ip -j -d`. */
export const exportSummaryLines = (
  title: string,
  { appends, at, entries, events, skipped }: ExportSummary,
  because: string,
  toSeq: number,
): readonly string[] => {
  const counts = kinds.flatMap((kind) => {
    const count = entries[kind];
    return count === undefined ? [] : [counted(count, ...wordsOfKind[kind])];
  });
  const numbers = events === 0 ? '' : ` (${toSeq - events + 1} to ${toSeq})`;
  return [
    `${title}: ${counts.join(', ') || 'nothing'} made ${counted(events, 'event')}${numbers} in ${counted(appends, 'append')}`,
    `  as of ${instantText(at)}, ${because}`,
    ...skippedLines(skipped),
  ];
};

/** How objects of PowerShell are counted. */
const wordsOfObject: Readonly<Record<ObjectKind, readonly [one: string, many: string]>> = {
  adapter: ['adapter', 'adapters'],
  ipInterface: ['IP interface', 'IP interfaces'],
  address: ['address', 'addresses'],
  route: ['route', 'routes'],
  neighbor: ['neighbor', 'neighbors'],
};

const objectKinds = Object.keys(wordsOfObject) as readonly ObjectKind[];

/** What became of what PowerShell told. */
export const windowsSummaryLines = (
  title: string,
  { at, events, objects, skipped }: PowerShellSummary,
  because: string,
  toSeq: number,
): readonly string[] => {
  const counts = objectKinds.flatMap((kind) => {
    const count = objects[kind];
    return count === undefined ? [] : [counted(count, ...wordsOfObject[kind])];
  });
  const numbers = events === 0 ? '' : ` (${toSeq - events + 1} to ${toSeq})`;
  return [
    `${title}: ${counts.join(', ') || 'nothing'} made ${counted(events, 'event')}${numbers}`,
    `  as of ${instantText(at)}, ${because}`,
    ...skippedLines(skipped),
  ];
};

/** What became of a recording. */
export const importSummaryLines = (
  file: string,
  { messages, appends, events, skipped, cutShortBytes, firstAt, lastAt }: ImportSummary,
  fromSeq: number,
  toSeq: number,
): readonly string[] => {
  const numbers = events === 0 ? '' : ` (${fromSeq + 1} to ${toSeq})`;
  const lines = [
    `${file}: ${counted(messages, 'message')} became ${counted(events, 'event')}${numbers} in ${counted(appends, 'append')}`,
  ];
  if (firstAt !== undefined && lastAt !== undefined)
    lines.push(`  from ${instantText(firstAt)} to ${instantText(lastAt)}, ${durationText(lastAt - firstAt)}`);
  lines.push(...skippedLines(skipped));
  if (cutShortBytes > 0)
    lines.push(
      `  its last ${counted(cutShortBytes, 'byte')} are the begin of a message that is not all there`,
    );
  return lines;
};
