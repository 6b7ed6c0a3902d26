import { definitionOf, type DomainEvent } from '../catalogue';
import { AnsweringTable, solicitationsOf, type Link } from '../neighbors';
import type { HostState } from '../state';
import { NotificationHandle, type AppendItem, type Errand } from './listener';

/** Reports that fill the virtual link's table of answers. */
const ofVirtualLink: ReadonlySet<string> = new Set(['neighbor-answers', 'neighbor-silent']);

const isOfNeighbors = ({ type }: DomainEvent): boolean => definitionOf(type).table === 'neighbors';

/** A host's live link, or that it has none and asks the virtual one, which is part of the state. */
export class LinkPort {
  readonly #handle = new NotificationHandle('link');

  constructor(private readonly link: Link | undefined) {}

  get isLive(): boolean {
    return this.link !== undefined;
  }

  /** The state as decisions see it: beside a live link nobody answers on the virtual one. */
  seen(state: HostState): HostState {
    return this.link === undefined ? state : { ...state, answering: AnsweringTable.empty };
  }

  /** Why a report cannot be on a host with this link; undefined where it can. */
  faultOf(report: string): string | undefined {
    return this.link !== undefined && ofVirtualLink.has(report)
      ? 'a host with a live link has no virtual one: an answer is reported as neighbor-answered'
      : undefined;
  }

  /** What an append has to ask the link, in the order of its events. */
  errandsOf(append: AppendItem): readonly Errand[] {
    const { link } = this;
    if (link === undefined) return [];
    const { position } = append;
    return append.itemsOf(isOfNeighbors).flatMap((about) => {
      const { event, before, after } = about;
      return solicitationsOf({ event, before, state: after, at: position.at }).map((solicitation) => ({
        handle: this.#handle,
        about,
        run: () => link.solicit(solicitation),
      }));
    });
  }
}
