import { followConnectivity } from './connectivity';
import type { Model } from './model';
import { deliver } from './notifications';

/** An append is complete: the hint follows it, and those who listen are told. */
export const commit = (model: Model): void => {
  if (model.appending.length === 0) return;
  followConnectivity(model);
  const events = model.appending;
  model.appending = [];
  deliver(model, events);
};
