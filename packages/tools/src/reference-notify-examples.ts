import type { FunctionName, NotificationHandle } from '@netlapse/core';

import { showable } from './reference-examples';
import { exampleHost } from './reference-host';
import { callFlat, runStep, stepText, type FlatResult, type Params, type Step } from './reference-steps';
import { packedText, verbatim } from './reference-text';

/** A registration, and what is done to the host after it. */
interface NotifyExample {
  readonly register: FunctionName;
  /** The parameter that takes the callback. */
  readonly callback: 'Callback' | 'CallerCallback';
  readonly params: Params;
  /** TRUE: the registration is cancelled before the steps. */
  readonly cancelled?: boolean;
  readonly steps: readonly Step[];
}

/** What a registration answered, and what its callback got call by call. */
export interface NotifyRun {
  readonly lines: readonly string[];
  readonly answer: FlatResult;
  readonly received: readonly string[];
}

const newRoute: Step = {
  call: 'CreateIpForwardEntry2',
  params: {
    Row: {
      InterfaceIndex: 5,
      DestinationPrefix: '172.16.0.0/12',
      NextHop: '192.0.2.1',
      ValidLifetime: 60,
      PreferredLifetime: 60,
    },
  },
};

const newAddress: Step = {
  call: 'CreateUnicastIpAddressEntry',
  params: {
    Row: {
      InterfaceIndex: 5,
      Address: '192.0.2.11',
      OnLinkPrefixLength: 24,
      ValidLifetime: 3600,
      PreferredLifetime: 3600,
    },
  },
};

/** An example for each function that registers, and for the one that cancels. */
export const notifyExamples: Readonly<Record<string, NotifyExample>> = {
  NotifyRouteChange2: {
    register: 'NotifyRouteChange2',
    callback: 'Callback',
    params: { Family: 'AF_INET', CallerContext: 'mine', InitialNotification: true },
    steps: [newRoute, { advance: 60 }],
  },
  NotifyIpInterfaceChange: {
    register: 'NotifyIpInterfaceChange',
    callback: 'Callback',
    params: { Family: 'AF_INET', CallerContext: 'mine' },
    steps: [{ report: 'media-disconnects', members: { InterfaceIndex: 5 } }],
  },
  NotifyUnicastIpAddressChange: {
    register: 'NotifyUnicastIpAddressChange',
    callback: 'Callback',
    params: { Family: 'AF_INET', CallerContext: 'mine' },
    steps: [newAddress, { advance: 3 }],
  },
  NotifyTeredoPortChange: {
    register: 'NotifyTeredoPortChange',
    callback: 'Callback',
    params: { CallerContext: 'mine', InitialNotification: true },
    steps: [{ report: 'teredo-port', members: { Port: 40_001 } }],
  },
  NotifyNetworkConnectivityHintChange: {
    register: 'NotifyNetworkConnectivityHintChange',
    callback: 'Callback',
    params: { CallerContext: 'mine', InitialNotification: true },
    steps: [{ report: 'media-disconnects', members: { InterfaceIndex: 5 } }],
  },
  NotifyStableUnicastIpAddressTable: {
    register: 'NotifyStableUnicastIpAddressTable',
    callback: 'CallerCallback',
    params: { Family: 'AF_INET', CallerContext: 'mine' },
    steps: [{ advance: 3 }],
  },
  CancelMibChangeNotify2: {
    register: 'NotifyRouteChange2',
    callback: 'Callback',
    params: { Family: 'AF_INET', CallerContext: 'mine' },
    cancelled: true,
    steps: [newRoute],
  },
};

/** What is done before the registration: a table can only become stable where it is not. */
const preparations: Readonly<Record<string, readonly Step[]>> = {
  NotifyStableUnicastIpAddressTable: [newAddress],
};

const shown = 'Callback: (...given) => console.log(...given)';

/** Runs the example of a Notify function, or of CancelMibChangeNotify2, on a fresh example host. */
export const runNotifyExample = (name: string, example: NotifyExample): NotifyRun => {
  const { register, callback, params, steps, cancelled = false } = example;
  const host = exampleHost();
  const prepared = preparations[name] ?? [];
  for (const step of prepared) runStep(host, step);
  const received: string[] = [];
  const registered = callFlat(host, register, {
    ...params,
    [callback]: (...given: readonly unknown[]) => received.push(packedText(showable(given), 'json')),
  });
  const handle = registered['NotificationHandle'] as NotificationHandle | null;
  const answer = cancelled
    ? callFlat(host, name as FunctionName, { NotificationHandle: handle })
    : registered;
  for (const step of steps) runStep(host, step);
  const start = cancelled ? `const { NotificationHandle } = ${register}(` : `${register}(`;
  const callbackText = callback === 'Callback' ? shown : `Caller${shown}`;
  const written = packedText({ ...params, [callbackText]: verbatim }, 'ts', start.length + 2);
  const lines = [
    ...prepared.map(stepText),
    `${start}${written});`,
    ...(cancelled ? [`${name}({ NotificationHandle });`] : []),
    ...steps.map(stepText),
  ];
  return { lines, answer, received };
};
