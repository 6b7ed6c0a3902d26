import { liveNotices, type DoubtInterval, type HostState, type LiveReport } from '@netlapse/core';

import { durationText } from './duration-text';
import { instantText } from './instant-text';
import { plainText } from './plain-text';

const reasons: Readonly<Record<string, string>> = {
  'listening-began': 'what happened before is not known',
  'messages-lost': 'messages of the kernel were lost',
  'dump-interrupted': 'a table changed while it was read',
  'too-many-during-dump': 'too many messages came while the tables were read',
  confirmation: 'the kernel is silent about some deletions',
};

/** Why there is doubt, in words. */
export const reasonText = (because: string): string => reasons[because] ?? plainText(because);

/** A time of doubt: from when until when, and why. */
export const doubtText = ({ because, from, to }: DoubtInterval): string =>
  `${instantText(from)} to ${to === undefined ? 'the end' : instantText(to)}: ${because.map(reasonText).join(', ')}`;

const numberIn = (params: object, name: string): number => {
  const value: unknown = Object.entries(params).find(([member]) => member === name)?.[1];
  return typeof value === 'number' ? value : 0;
};

/** What a live host says beside what changed, in words; undefined for messages and pictures. */
export const liveNoticeText = (report: LiveReport<HostState>): string | undefined => {
  switch (report.kind) {
    case 'doubt':
      return `in doubt${report.since === undefined ? '' : ` since ${instantText(report.since)}`}: ${reasonText(report.because)}`;
    case 'certain':
      return 'certain again: all tables were read anew';
    case 'notice':
      return noticeText(report.name, report.params);
    default:
      return undefined;
  }
};

const noticeText = (name: string, params: object): string => {
  switch (name) {
    case liveNotices.recordingBegan:
      return 'recording began';
    case liveNotices.recordingEnded:
      return 'recording ended';
    case liveNotices.suspended:
      return `the computer slept for ${durationText(numberIn(params, 'forMs'))}`;
    case liveNotices.clockSet: {
      const byMs = numberIn(params, 'byMs');
      return `the clock was set ${byMs < 0 ? 'back' : 'forward'} by ${durationText(Math.abs(byMs))}`;
    }
    default:
      return plainText(name);
  }
};
