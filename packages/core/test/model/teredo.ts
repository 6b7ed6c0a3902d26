import { check, gives, type Answer } from './answers';
import { numberIn, type Given } from './given';
import { record, type Model } from './model';

/** The Teredo client has another port, or none; a host without IPv6 has no such client. */
export const teredoPortReported = (model: Model, report: Given): void => {
  const Port = numberIn(report, 'Port');
  if (!model.stacks.includes('AF_INET6') || Port === model.teredoPort) return;
  record(model, 'TeredoPortChanged', { Port });
  model.teredoPort = Port;
};

export const getTeredoPort = (model: Model): Answer => {
  check(model.stacks.includes('AF_INET6'), 'STATUS_NOT_SUPPORTED');
  check(model.teredoPort !== 0, 'ERROR_NOT_READY');
  return gives({ Port: model.teredoPort });
};
