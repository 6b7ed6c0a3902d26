import { isInPrefix, type Netioapi } from '@netlapse/core';
import { Option, type Command } from 'commander';

import type { Context } from '../context';
import { prefixOption } from '../options';
import { durationText } from '../render/duration-text';
import { shortName } from '../render/short-name';
import { addTableCommand, type TableOptions } from './table-command';

type Entry = NonNullable<ReturnType<Netioapi['GetIpNetTable2']>['Table']>[number];

interface NeighborOptions extends TableOptions {
  readonly within?: string;
}

/** The number that stands for "never was". */
const NEVER = 0xffff_ffff;

const reachabilityText = ({ State, ReachabilityTime: { LastReachable } }: Entry): string => {
  if (State === 'NlnsPermanent' || State === 'NlnsIncomplete') return '';
  if (LastReachable === NEVER) return 'never reached';
  return `${State === 'NlnsUnreachable' ? 'unreachable since' : 'reached'} ${durationText(LastReachable)}${State === 'NlnsUnreachable' ? '' : ' ago'}`;
};

/** `netlapse neighbors`: GetIpNetTable2 as of any moment; `ip neighbor`. */
export const addNeighbors = (program: Command, context: Context): void =>
  addTableCommand<Entry, NeighborOptions>(program, context, {
    name: 'neighbors',
    summary: 'list the neighbors as of any moment',
    description: 'Lists the neighbors as of a moment, as GetIpNetTable2 gives them (MIB_IPNET_ROW2).',
    examples: [
      {
        command: 'netlapse neighbors --log laptop.db --family 4',
        shows: 'the IPv4 neighbors at the end of the log',
      },
      {
        command: 'netlapse neighbors --log laptop.db --interface eth0 --at -10s --json',
        shows: 'those on one interface ten seconds earlier, as whole rows',
      },
    ],
    nouns: ['neighbor', 'neighbors'],
    hasFamilies: true,
    options: [new Option('--within <prefix>', 'only neighbors whose address lies inside this prefix')],
    get: ({ api, asOf, Family }) => api.GetIpNetTable2({ Family }, { asOf }),
    filter: ({ within }) => {
      if (within === undefined) return () => true;
      const prefix = prefixOption(within, '--within');
      return ({ Address }) => isInPrefix(Address, prefix);
    },
    columns: (names, paint) => [
      { title: 'Address', text: ({ Address }) => Address, paint: paint.accent },
      { title: 'Interface', text: (row) => names.label(row) },
      { title: 'Physical address', text: ({ PhysicalAddress }) => PhysicalAddress },
      {
        title: 'State',
        text: ({ State }) => shortName(State),
        paint: (text, { IsUnreachable }) => (IsUnreachable ? paint.bad(text) : text),
      },
      { title: 'Router', text: ({ IsRouter }) => (IsRouter ? 'router' : '') },
      { title: 'Reachability', text: reachabilityText },
    ],
  });
