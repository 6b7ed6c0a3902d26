import { existsSync } from 'node:fs';

import { LinuxLiveHost } from '@netlapse/host-linux';
import { Option } from 'commander';

import { InputError } from '../errors';
import { sizeOption } from '../input/spans-and-sizes';

/** What commands that listen to this host take. */
export interface LiveOptions {
  readonly netns?: string;
  readonly receiveBuffer?: string;
}

export const netnsOption = (): Option =>
  new Option('--netns <name|file>', 'of this network namespace, for which root is needed; else the own one');

/** Less than a page holds no message. */
const RECEIVE_BUFFER_MIN = 4096;

export const receiveBufferOption = (): Option =>
  new Option(
    '--receive-buffer <size>',
    'room for what the kernel says while this is busy, such as 64M; left out, 32M; where it overflows, all tables are read again',
  );

/** The file of a namespace that an option names as `ip netns` does, or by a file. */
const namespaceFile = (text: string): string => {
  const file = text.includes('/') ? text : `/run/netns/${text}`;
  if (!existsSync(file))
    throw new InputError(`--netns ${text}: there is no network namespace ${file}; \`ip netns\` lists them`);
  return file;
};

/** @throws InputError where this computer has no rtnetlink, or no such namespace */
export const openLiveHost = ({ netns, receiveBuffer }: LiveOptions): LinuxLiveHost => {
  if (process.platform !== 'linux')
    throw new InputError(
      `only Linux tells by rtnetlink what changes, and this is ${process.platform}: import a recording of rtmon instead`,
    );
  return new LinuxLiveHost({
    ...(netns === undefined ? {} : { namespace: namespaceFile(netns) }),
    ...(receiveBuffer === undefined
      ? {}
      : { receiveBufferBytes: sizeOption(receiveBuffer, '--receive-buffer', RECEIVE_BUFFER_MIN) }),
  });
};
