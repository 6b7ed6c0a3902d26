import { LogError } from '@netlapse/core';

/** Where a log was read stands another one: it was compacted meanwhile. */
export class LogReplaced extends LogError {
  readonly code = 'LogReplaced';
  readonly mayPass = true;

  constructor(readonly file: string) {
    super(`${file} was compacted meanwhile: what was read of it is the log as it was; open it again`);
  }
}
