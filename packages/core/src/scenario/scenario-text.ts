import type { Scenario } from './scenario';

/** Lines are no longer than this where what stands on them can be broken. */
const WIDTH = 110;

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

const inline = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (isEmpty(value)) return '{}';
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${inline(member)}`);
  return `{ ${members.join(', ')} }`;
};

/** Puts members one after the other on as few lines as they fit on. */
const filled = (members: readonly string[], width: number): readonly string[] => {
  const lines: string[] = [];
  for (const member of members) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + member.length + 2 <= width)
      lines[lines.length - 1] = `${last}, ${member}`;
    else lines.push(member);
  }
  return lines;
};

/** @param before how much stands on the line already, behind its indentation */
const text = (value: unknown, indent: string, before: number): string => {
  const short = inline(value);
  if (typeof value !== 'object' || value === null || indent.length + before + short.length < WIDTH)
    return short;
  const inner = `${indent}  `;
  const around = (open: string, lines: readonly string[], close: string): string =>
    `${open}\n${lines.map((line) => `${inner}${line}`).join(',\n')}\n${indent}${close}`;
  if (Array.isArray(value)) {
    // A list of one is no level of its own.
    if (value.length === 1) return `[${text(value[0], indent, before + 1)}]`;
    const items = value.map((item: unknown) => text(item, inner, 1));
    return around('[', items, ']');
  }
  const members = Object.entries(value).map(([name, member]) => {
    const label = `${JSON.stringify(name)}: `;
    return `${label}${text(member, inner, label.length + 1)}`;
  });
  const isPlain = members.every((member) => !member.includes('\n'));
  return around('{', isPlain && indent !== '' ? filled(members, WIDTH - inner.length) : members, '}');
};

/** A scenario as a file for people: a step or row is one line where it is short enough. */
export const scenarioText = (scenario: Scenario): string => {
  const { name, covers, why, host, steps } = scenario;
  const given = { name, covers, why, ...(isEmpty(host) ? {} : { host }), steps };
  return `${text(given, '', WIDTH)}\n`;
};
