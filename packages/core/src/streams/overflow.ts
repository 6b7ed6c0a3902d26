import { EngineError, type Position } from '../engine';

/** More changes waited for a consumer than its buffer holds. */
export class Overflow extends EngineError {
  constructor(
    /** Everything up to here was delivered: `changesSince` of it goes on without loss. */
    readonly position: Position,
    readonly buffer: number,
  ) {
    super(
      'Overflow',
      `more than ${buffer} changes waited: go on by changesSince from event ${position.seq}, the last delivered`,
    );
  }
}
