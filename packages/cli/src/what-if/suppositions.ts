import { InputError } from '../errors';
import { type GivenCall, readCall, readCallsFile } from '../input/read-calls';
import { plainText } from '../render/plain-text';
import { readMetric } from './route-text';

/** What is supposed, as it was given. */
export type Supposition =
  | { readonly kind: 'without'; readonly seq: number }
  | { readonly kind: 'call'; readonly call: GivenCall }
  | { readonly kind: 'metric'; readonly interface: string; readonly metric: number }
  | { readonly kind: 'down'; readonly interface: string }
  | { readonly kind: 'delete-route'; readonly route: string }
  | { readonly kind: 'add-route'; readonly route: string };

const withoutEvent = (text: string): Supposition => {
  const [, seq] = /^(?:seq:)?(\d{1,15})$/.exec(text) ?? [];
  if (seq === undefined || Number(seq) === 0)
    throw new InputError(
      `--without ${plainText(text)} is no event: write seq:N with its number, as \`netlapse log\` shows it`,
    );
  return { kind: 'without', seq: Number(seq) };
};

const metricOf = (text: string): Supposition => {
  const [, name, metric] = /^(.+)=([^=]*)$/.exec(text) ?? [];
  if (name === undefined || metric === undefined)
    throw new InputError(`--metric ${plainText(text)}: write INTERFACE=METRIC, as in wlan0=5`);
  return { kind: 'metric', interface: name, metric: readMetric(metric, '--metric') };
};

/** How each option is read. */
export const readSupposition = {
  without: (text: string) => [withoutEvent(text)],
  call: (text: string) => [{ kind: 'call', call: readCall(text, '--call') } as const],
  calls: (file: string) => readCallsFile(file).map((call) => ({ kind: 'call', call }) as const),
  metric: (text: string) => [metricOf(text)],
  down: (text: string) => [{ kind: 'down', interface: text } as const],
  deleteRoute: (text: string) => [{ kind: 'delete-route', route: text } as const],
  addRoute: (text: string) => [{ kind: 'add-route', route: text } as const],
} satisfies Record<string, (text: string) => readonly Supposition[]>;
