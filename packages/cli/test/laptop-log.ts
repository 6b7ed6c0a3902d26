import { laptopRecording } from '../src/laptop-recording';
import { runProgram } from './run-program';

/** Imports the laptop's recording into a new log. */
export const importLaptop = (log: string): void => {
  const { code, err } = runProgram(['import', laptopRecording(), '--log', log]);
  if (code !== 0) throw new Error(err);
};
