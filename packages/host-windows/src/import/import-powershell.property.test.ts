import { createHost, stateDocument } from '@netlapse/core';
import fc from 'fast-check';

import { deskBefore, jsonFile, objectsOf } from '../../test/desk-export';
import { importPowerShell, PowerShellError, readPowerShell } from '..';

const whats = ['adapters', 'interfaces', 'addresses', 'routes', 'neighbors'] as const;

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    0,
    1,
    2,
    -1,
    5,
    12,
    31,
    4294967296,
    1e300,
    true,
    'Enabled',
    'NetMgmt',
    'nonsense',
    '::',
    'fe80::1%12',
    '10.0.0.1/8',
    '0.0.0.0/0',
    [],
    {},
    '10675199.02:48:05.4775807',
    '-1',
    '%',
    '{}',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** What a random file does to objects: a property is another, missing, or named otherwise; objects go or come twice. */
const anyDamage = fc.record({
  what: fc.constantFrom(...whats),
  object: fc.nat(),
  property: fc.nat(),
  change: fc.oneof(
    fc.record({ kind: fc.constant('set' as const), value: anyValue }),
    fc.constant({ kind: 'drop' as const }),
    fc.constant({ kind: 'case' as const }),
    fc.constant({ kind: 'lose' as const }),
    fc.constant({ kind: 'again' as const }),
  ),
});

type Damage = typeof anyDamage extends fc.Arbitrary<infer T> ? T : never;

const damaged = (objects: Record<string, unknown>[], { change, object, property }: Damage): unknown[] => {
  const at = object % objects.length;
  const one = objects[at] ?? {};
  const names = Object.keys(one);
  const name = names[property % names.length] ?? '';
  const { [name]: value, ...rest } = one;
  switch (change.kind) {
    case 'set':
      return objects.with(at, { ...one, [name]: change.value });
    case 'drop':
      return objects.with(at, rest);
    case 'case':
      return objects.with(at, { ...rest, [name.toUpperCase()]: value });
    case 'lose':
      return objects.toSpliced(at, 1);
    case 'again':
      return [...objects, one];
  }
};

const originals = new Map(whats.map((what) => [what, objectsOf(`desk/before-${what}.json`)]));
const rowsOf = (told: ReturnType<typeof readPowerShell>): number =>
  told.adapter.length +
  told.ipInterface.length +
  told.address.length +
  told.route.length +
  told.neighbor.length;

it('imports a mutated export with every object accounted for, or refuses it naming object and file, and changes nothing', () => {
  let [imported, refused] = [0, 0];
  fc.assert(
    fc.property(fc.array(anyDamage, { minLength: 1, maxLength: 3 }), fc.boolean(), (damages, isMirror) => {
      const contents = new Map<string, Record<string, unknown>[]>(originals);
      for (const damage of damages)
        contents.set(
          damage.what,
          damaged(contents.get(damage.what) ?? [], damage) as Record<string, unknown>[],
        );
      const files = Array.from(contents, ([what, objects]) => jsonFile(`${what}.json`, objects));
      const host = createHost({ now: 0, ...(isMirror ? { mirror: 'windows' as const } : {}) });
      importPowerShell(host, readPowerShell(deskBefore()), { at: 1000 });
      const before = JSON.stringify(stateDocument(host.state));
      try {
        const told = readPowerShell(files);
        importPowerShell(host, told, { at: 2000 });
        const given = Array.from(contents.values()).flat().length;
        const left = Array.from(told.skipped)
          .filter(([why]) => !why.startsWith('property ') && !why.startsWith('says nothing'))
          .reduce((sum, [, count]) => sum + count, 0);
        expect(rowsOf(told) + left).toBe(given);
        imported++;
      } catch (error) {
        expect(error).toBeInstanceOf(PowerShellError);
        expect((error as Error).message).toMatch(/^[a-z]+\.json: (?:object \d+: )?/);
        expect((error as PowerShellError).index).toBeGreaterThan(0);
        expect(JSON.stringify(stateDocument(host.state))).toBe(before);
        refused++;
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.min(imported, refused)).toBeGreaterThan(20);
});

it('refuses a file that ends anywhere within, and never takes a part of it', () => {
  const [whole] = deskBefore();
  const bytes = whole?.bytes ?? Buffer.alloc(0);
  const text = Buffer.from(bytes).toString('latin1');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: text.trimEnd().length - 1 }), (end) => {
      expect(() => readPowerShell([{ name: 'a.json', bytes: bytes.subarray(0, end) }])).toThrow(
        PowerShellError,
      );
    }),
    { numRuns: 200 },
  );
});
