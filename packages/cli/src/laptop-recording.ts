import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The recording that comes with the package of the Linux host. */
export const laptopRecording = (): string => {
  const { resolve } = createRequire(__filename);
  return join(dirname(resolve('@netlapse/host-linux/package.json')), 'recordings', 'laptop', 'laptop.rtmon');
};
