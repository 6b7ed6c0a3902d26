import { refused, type Answer, type View } from '../call';

/** Parameters of ResolveNeighbor; none is looked at. */
export interface ResolveNeighborParams {
  readonly NetworkAddress?: string | null;
  readonly PhysicalAddress?: string | null;
  readonly PhysicalAddressLength?: number | null;
}

/** ResolveNeighbor: withdrawn since Windows Vista. Always STATUS_NOT_SUPPORTED, whatever the parameters. */
export const resolveNeighbor = (_view: View<object>, _params: ResolveNeighborParams): Answer =>
  refused({
    status: 'STATUS_NOT_SUPPORTED',
    why: 'ResolveNeighbor is withdrawn: ResolveIpNetEntry2 takes its place',
  });
