import { familyOf } from './address-arithmetic';
import { broughtByUnicast, bringRoute, withdrawRoutes } from './brought-routes';
import { joinGroups, leaveGroups, scopeIdOf } from './groups';
import { add, amend, differs, onInterface, placeOf, remove, replace, type Model, type Row } from './model';
import { interfaceOf, ipInterfaceOf, isConnected, isLoopback } from './places';
import type { Instant, OnInterface, UnicastData } from './rows';

type Unicast = Row<'unicast'>;

export const unicastAt = (model: Model, place: OnInterface, address: string): Unicast | undefined =>
  onInterface(model.unicast, place).find(({ Address }) => Address === address);

/** Whether an address can be a source: its detection went well, or is not waited for. */
export const isUsable = ({ DadState }: UnicastData): boolean =>
  DadState === 'IpDadStatePreferred' || DadState === 'IpDadStateDeprecated';

/** Whether an interface holds an address itself, as unicast or anycast. */
export const isOwnAddress = (model: Model, place: OnInterface, address: string): boolean =>
  [...onInterface(model.unicast, place), ...onInterface(model.anycast, place)].some(
    ({ Address }) => Address === address,
  );

/** Whether another host may still object to an address. */
export const isDetecting = (model: Model, row: Unicast): boolean =>
  row.dadDueAt !== null && model.now < row.dadDueAt && isConnected(interfaceOf(model, row));

/** The state of an address that is proven unique. */
export const provenState = (preferredUntil: Instant, now: number): string =>
  preferredUntil === null || now < preferredUntil ? 'IpDadStatePreferred' : 'IpDadStateDeprecated';

/** Milliseconds that detection of an address takes there; 0 where none is needed. */
const detectionSpan = (model: Model, place: OnInterface, address: string): number => {
  const { DadTransmits, RetransmitTime } = ipInterfaceOf(model, place, familyOf(address));
  return isLoopback(interfaceOf(model, place)) ? 0 : DadTransmits * RetransmitTime;
};

const afterSpan = (now: number, span: number): number => Math.min(now + span, Number.MAX_SAFE_INTEGER);

/** What is wanted of a new address. */
export type NewAddress = Omit<
  UnicastData,
  'InterfaceLuid' | 'InterfaceIndex' | 'DadState' | 'dadDueAt' | 'ScopeId' | 'createdAt'
>;

/** The state in which an address begins, and when its detection ends. */
const beginningOf = (
  model: Model,
  place: OnInterface,
  wanted: NewAddress,
  isOptimistic: boolean,
): Pick<UnicastData, 'DadState' | 'dadDueAt'> => {
  const span = detectionSpan(model, place, wanted.Address);
  const proven = provenState(wanted.preferredUntil, model.now);
  if (span === 0) return { DadState: proven, dadDueAt: null };
  const isHeard = isConnected(interfaceOf(model, place));
  return {
    DadState: isOptimistic ? proven : 'IpDadStateTentative',
    dadDueAt: isHeard ? afterSpan(model.now, span) : null,
  };
};

/** A unicast address comes, and with it its routes and groups. */
export const addUnicast = (
  model: Model,
  place: OnInterface,
  wanted: NewAddress,
  isOptimistic: boolean,
): void => {
  const row = add(model, 'unicast', 'UnicastAddressCreated', {
    ...placeOf(place),
    ...wanted,
    ...beginningOf(model, place, wanted, isOptimistic),
    ScopeId: scopeIdOf(wanted.Address, place),
    createdAt: model.now,
  });
  for (const line of broughtByUnicast(row)) bringRoute(model, place, line);
  joinGroups(model, place, row.Address, false);
};

/** A unicast address goes; its paths, routes and groups go before it. */
export const removeUnicast = (model: Model, row: Unicast, reason: string): void => {
  for (const path of onInterface(model.paths, row))
    if (path.Source === row.Address) remove(model, 'paths', 'PathDeleted', path, 'address-deleted');
  withdrawRoutes(model, row, broughtByUnicast(row));
  leaveGroups(model, row, false);
  remove(model, 'unicast', 'UnicastAddressDeleted', row, reason);
};

/** What a Set, or an advertisement, may make of a unicast address. */
export type AddressChange = Partial<
  Pick<
    UnicastData,
    'PrefixOrigin' | 'SuffixOrigin' | 'OnLinkPrefixLength' | 'SkipAsSource' | 'validUntil' | 'preferredUntil'
  >
>;

/** Members of a unicast address change: its state follows its preferred lifetime, its routes what it brings. */
export const changeUnicast = (model: Model, before: Unicast, change: AddressChange): void => {
  if (!differs(before, change)) return;
  const now = replace(model, 'unicast', 'UnicastAddressSet', before, change);
  const proven = provenState(now.preferredUntil, model.now);
  if (isUsable(before) && proven !== before.DadState)
    amend(model, 'unicast', 'DadStateChanged', now, { DadState: proven, dadDueAt: before.dadDueAt });
  const [brought, brings] = [broughtByUnicast(before), broughtByUnicast(now)];
  const isAmong = (lines: typeof brought, prefix: string): boolean =>
    lines.some((line) => line.prefix === prefix);
  const lost = brought.filter(({ prefix }) => !isAmong(brings, prefix));
  withdrawRoutes(model, now, lost);
  for (const line of brings) if (!isAmong(brought, line.prefix)) bringRoute(model, now, line);
};

/** The end of a detection that nobody objected to. */
export const endDetection = (model: Model, row: Unicast): void => {
  const DadState = provenState(row.preferredUntil, model.now);
  amend(model, 'unicast', 'DadStateChanged', row, { DadState, dadDueAt: null });
};

/** The link came: what was tentative or a duplicate is detected anew. */
export const detectAnew = (model: Model, place: OnInterface): void => {
  for (const row of onInterface(model.unicast, place)) {
    if (isUsable(row)) continue;
    const span = detectionSpan(model, row, row.Address);
    const anew =
      span === 0
        ? { DadState: provenState(row.preferredUntil, model.now), dadDueAt: null }
        : { DadState: 'IpDadStateTentative', dadDueAt: afterSpan(model.now, span) };
    if (differs(row, anew)) amend(model, 'unicast', 'DadStateChanged', row, anew);
  }
};
