import { definitionOf, type DomainEvent, type TableName } from '../catalogue';
import type { Bucket } from './buckets';
import type { KeyMembers } from './event-key';
import type { Interest, Subject } from './interest';
import { Section } from './section';

/** By InterfaceLuid or InterfaceIndex; undefined: on any interface, and on none. */
type ByInterface<Member> = Map<string | number | undefined, Section<Member>>;

const everything: readonly Interest[] = [{}];

/**
 * Who asked for what: finds those who asked for an event without looking at those who asked for others.
 *
 * What an interest names is the way to the bucket that its member is in: what it is about, then the interface, then the
 * family or prefix. An event may be asked for in several of these ways; each of them is looked up.
 */
export class InterestIndex<Member> {
  /** By table or event; undefined: whatever it is about. */
  readonly #subjects = new Map<Subject | undefined, ByInterface<Member>>();

  /** TRUE where nobody asks for anything. */
  get isEmpty(): boolean {
    return this.#subjects.size === 0;
  }

  /** @param interests undefined: in everything */
  add(member: Member, interests: readonly Interest[] = everything): void {
    for (const interest of interests) {
      const { about, interface: on } = interest;
      let byInterface = this.#subjects.get(about);
      if (byInterface === undefined) this.#subjects.set(about, (byInterface = new Map()));
      let section = byInterface.get(on);
      if (section === undefined) byInterface.set(on, (section = new Section()));
      section.add(interest, member);
    }
  }

  /** Takes a member out; its interests are those with which it was added. */
  remove(member: Member, interests: readonly Interest[] = everything): void {
    for (const interest of interests) {
      const { about, interface: on } = interest;
      const byInterface = this.#subjects.get(about);
      const section = byInterface?.get(on);
      if (byInterface === undefined || section === undefined) continue;
      section.remove(interest, member);
      if (section.isEmpty) byInterface.delete(on);
      if (byInterface.size === 0) this.#subjects.delete(about);
    }
  }

  /** The buckets of those who asked for an event: none of them empty, but one member may be in several. */
  find(event: DomainEvent): readonly Bucket<Member>[] {
    const found: Bucket<Member>[] = [];
    if (this.isEmpty) return found;
    const key = event.data as KeyMembers;
    const { table } = definitionOf(event.type);
    this.#findAbout(event.type, key, found);
    if (table !== null) this.#findAbout(table as TableName, key, found);
    this.#findAbout(undefined, key, found);
    return found;
  }

  #findAbout(about: Subject | undefined, key: KeyMembers, found: Bucket<Member>[]): void {
    const byInterface = this.#subjects.get(about);
    if (byInterface === undefined) return;
    const anywhere = byInterface.get(undefined);
    anywhere?.find(key, found);
    if (byInterface.size === (anywhere === undefined ? 0 : 1)) return;
    const { InterfaceLuid, InterfaceIndex } = key;
    if (InterfaceLuid !== undefined) byInterface.get(InterfaceLuid)?.find(key, found);
    if (InterfaceIndex !== undefined) byInterface.get(InterfaceIndex)?.find(key, found);
  }

  clear(): void {
    this.#subjects.clear();
  }
}
