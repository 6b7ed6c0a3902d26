import type { Script } from '../simulation';
import type { Step } from '../random-steps';
import type { Family } from './address-arithmetic';
import { orRefusal, type Answer } from './answers';
import { call, type CallName } from './calls';
import { commit } from './commit';
import type { Given } from './given';
import { initialRowOf } from './initial-rows';
import { arrive } from './interfaces';
import { emptyModel, type Model, type ModelEvent } from './model';
import { register, requestStableTable } from './notifications';
import { report } from './reports';
import { advance } from './time';

/** What happens to a host: what stands, and steps as in a scenario file, without what they expect. */
export interface ModelScript extends Script {
  readonly stacks: readonly Family[];
  readonly now: number;
}

/** The model in the middle of a script. */
export interface Playing {
  readonly model: Model;
  /** Pasts that were named, each a copy of the model. */
  readonly marks: Map<string, Model>;
  /** Rows that calls gave and that a later step starts from. */
  readonly saved: Map<string, Given>;
}

/** The name to which all that a script subscribes goes, so that the order among registrations is seen. */
const LISTENER = 'all';

/** The model with what stands before the first step. */
export const begin = ({ stacks, now, interfaces }: ModelScript): Playing => {
  const model = emptyModel(stacks, now);
  for (const description of interfaces)
    if (!arrive(model, description, false)) throw new Error('a host begins with two interfaces in one');
  commit(model);
  return { model, marks: new Map(), saved: new Map() };
};

/** The parameters of a call step with its rows made up; undefined where one starts from a row never given. */
const paramsOf = ({ saved }: Playing, step: Step): Given | undefined => {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(step['in'] as Given)) {
    const isRow = name === 'Row' || name === 'Route';
    if (!isRow || value === null) {
      made[name] = value;
      continue;
    }
    const { $from, ...members } = value as Given;
    const base = step['initialized'] === true ? initialRowOf(step['call'] as string) : {};
    const kept = $from === undefined ? {} : saved.get($from as string);
    if (kept === undefined) return undefined;
    made[name] = { ...base, ...kept, ...members };
  }
  return made;
};

const playCall = (playing: Playing, step: Step): Step | undefined => {
  const { model, marks } = playing;
  const { save, asOf, ...rest } = step;
  const params = paramsOf(playing, step);
  const past = asOf === undefined ? undefined : marks.get(asOf as string);
  if (params === undefined || (asOf !== undefined && past === undefined)) return undefined;
  if (past === undefined) advance(model, 0);
  const answer = call(past ?? model, step['call'] as CallName, params);
  commit(model);
  const isKept = typeof save === 'string' && answer.status === 'STATUS_SUCCESS';
  if (isKept) playing.saved.set(save, answer.out?.['Row'] as Given);
  return { ...rest, ...(asOf === undefined ? {} : { asOf }), ...(isKept ? { save } : {}), ...answer };
};

const playSubscription = ({ model }: Playing, step: Step): Step => {
  const notify = step['subscribe'] as string;
  const params = (step['in'] ?? {}) as Given;
  advance(model, 0);
  const isTable = notify === 'NotifyStableUnicastIpAddressTable';
  const ask = (): Answer => (isTable ? requestStableTable(model, params) : register(model, notify, params));
  return { ...step, as: LISTENER, ...orRefusal(ask) };
};

/**
 * Carries out one step.
 *
 * @returns the step with what it is expected to give; undefined where it builds on a step that is not there
 */
const playStep = (playing: Playing, step: Step): Step | undefined => {
  const { model, marks } = playing;
  if (step['call'] !== undefined) return playCall(playing, step);
  if (step['subscribe'] !== undefined) return playSubscription(playing, step);
  if (typeof step['mark'] === 'string') {
    marks.set(step['mark'], { ...model });
    return step;
  }
  if (typeof step['advance'] === 'number') {
    advance(model, Math.round(step['advance'] * 1000));
    return step;
  }
  const { host, ...members } = step;
  const isAccepted = report(model, host as string, members);
  commit(model);
  return isAccepted ? step : { ...step, refused: true };
};

/** Carries out one step; gives it with all that is expected of it, as steps of a scenario. */
export const play = (playing: Playing, step: Step): readonly Step[] => {
  const { model } = playing;
  const { seq } = model;
  const expected = playStep(playing, step);
  if (expected === undefined) return [];
  const appended = model.events.slice(seq).map(({ type, data }) => ({ type, ...data }));
  const { arrived } = model;
  model.arrived = [];
  return [
    expected,
    ...(appended.length > 0 ? [{ appended }] : []),
    ...(arrived.length > 0 ? [{ notified: LISTENER, with: arrived }] : []),
  ];
};

/** What the rules make of a script: steps with all that they are expected to give, and all events in full. */
export interface Played {
  readonly steps: readonly Step[];
  readonly events: readonly ModelEvent[];
}

/** Carries out a whole script; at its end nothing more is expected to have happened. */
export const playScript = (script: ModelScript): Played => {
  const playing = begin(script);
  const steps = script.steps.flatMap((step) => play(playing, step));
  const isHeard = steps.some(({ subscribe }) => subscribe !== undefined);
  const end: readonly Step[] = [{ appended: [] }, ...(isHeard ? [{ notified: LISTENER, with: [] }] : [])];
  return { steps: [...steps, ...end], events: playing.model.events };
};
