import { families, familyOf, isLinkLocal, unspecified } from './address-arithmetic';
import { isUsable } from './addresses';
import { check, gives, present, type Answer } from './answers';
import { numberIn, type Given } from './given';
import { differs, onInterface, record, type Model, type Row } from './model';
import { interfaceAt, ipInterfaceOn, isConnected, isLoopback } from './places';
import type { Hint } from './rows';

/** Levels from the lowest, as NL_NETWORK_CONNECTIVITY_LEVEL_HINT ends them. */
const levels = ['None', 'LocalAccess', 'InternetAccess'] as const;
type Level = (typeof levels)[number];

const levelOf = (model: Model, on: Row<'interfaces'>): Level => {
  const usable = onInterface(model.unicast, on).filter(isUsable);
  if (isLoopback(on) || !isConnected(on) || usable.length === 0) return 'None';
  const leadsOut = families.some((family) => {
    const ipInterface = ipInterfaceOn(model, on, family);
    if (ipInterface === undefined || ipInterface.DisableDefaultRoutes) return false;
    const isHeard = usable.some(({ Address }) => familyOf(Address) === family && !isLinkLocal(Address));
    const defaultRoute = `${unspecified(family)}/0`;
    return (
      isHeard &&
      onInterface(model.routes, on).some(({ DestinationPrefix }) => DestinationPrefix === defaultRoute)
    );
  });
  return leadsOut ? 'InternetAccess' : 'LocalAccess';
};

const hintOf = (level: Level): Hint => ({
  ConnectivityLevel: `NetworkConnectivityLevelHint${level}`,
  ConnectivityCost: `NetworkConnectivityCostHint${level === 'None' ? 'Unknown' : 'Unrestricted'}`,
  ApproachingDataLimit: false,
  OverDataLimit: false,
  Roaming: false,
});

/** The hint of the host: that of the interface which leads furthest. */
const hostHint = (model: Model): Hint => {
  const reached = model.interfaces.map((on) => levelOf(model, on));
  return hintOf(levels.findLast((level) => reached.includes(level)) ?? 'None');
};

/** The last event of an append, where the append changed the hint. */
export const followConnectivity = (model: Model): void => {
  const hint = hostHint(model);
  if (!differs(model.connectivityHint, hint)) return;
  record(model, 'ConnectivityHintChanged', hint);
  model.connectivityHint = hint;
};

export const getNetworkConnectivityHint = (model: Model): Answer =>
  gives({ ConnectivityHint: hostHint(model) });

export const getNetworkConnectivityHintForInterface = (model: Model, params: Given): Answer => {
  const index = numberIn(params, 'InterfaceIndex');
  check(index !== 0, 'STATUS_INVALID_PARAMETER');
  const on = present(interfaceAt(model, index), 'STATUS_NOT_FOUND');
  return gives({ ConnectivityHint: hintOf(levelOf(model, on)) });
};
