import { Bird, whyNoBird } from '../../test/bird';
import { expectMirrored, LiveMirror } from '../../test/live-mirror';
import { describeInNamespaces, TestNamespace } from '../../test/namespace';

const COUNT = 50_000;

const prefixes = Array.from(
  { length: COUNT },
  (_, n) => `10.${n >> 14}.${(n >> 6) & 255}.${(n & 63) << 2}/30 via 192.0.2.${n % 7 === 0 ? 253 : 254}`,
);
const prefixes6 = Array.from(
  { length: 1000 },
  (_, n) => `2001:db8:${(n + 16).toString(16)}::/48 via 2001:db8:1::fe`,
);

describeInNamespaces('BIRD beside a mirror', () => {
  const why = whyNoBird();
  if (why !== undefined) {
    process.stderr.write(`left out: BIRD beside a mirror: ${why}\n`);
    it(`is left out here: ${why}`, () => {
      expect(why).not.toBe('');
    });
    return;
  }

  let namespace: TestNamespace;
  let bird: Bird | undefined;
  let mirror: LiveMirror | undefined;

  beforeEach(() => {
    namespace = new TestNamespace();
    namespace.ip(
      'link set lo up',
      'link add eth0 type veth peer name peer0',
      'link set peer0 up',
      'link set eth0 up',
      'addr add 192.0.2.1/24 dev eth0',
      'addr add 2001:db8:1::1/64 dev eth0 nodad',
    );
  });

  afterEach(async () => {
    mirror?.live.close();
    await bird?.end();
    namespace.remove();
  }, 60_000);

  it(`is mirrored without a difference while it brings ${COUNT} routes and takes them away`, async () => {
    mirror = new LiveMirror(namespace.file);
    await mirror.settled();
    bird = new Bird(namespace, [
      { name: 'feed4', family: 4, routes: prefixes },
      { name: 'feed6', family: 6, routes: prefixes6 },
    ]);
    await bird.tell('enable', 'feed4');
    await bird.tell('enable', 'feed6');
    await bird.brings(4, COUNT);
    await bird.brings(6, prefixes6.length);
    await expectMirrored(mirror, namespace);
    expect(mirror.host.state.routes.size).toBeGreaterThan(COUNT + prefixes6.length);
    const actors = new Set(
      Array.from(mirror.host.log.records(), (record) => ('cause' in record ? record.cause.actor : undefined)),
    );
    expect([...actors]).toContainEqual(expect.stringMatching(/^bird, process \d+$/));
    await bird.tell('disable', 'feed4');
    await bird.brings(4, 0);
    await expectMirrored(mirror, namespace);
    expect(mirror.host.state.routes.size).toBeLessThan(prefixes6.length + 30);
    // All at once, as a daemon that goes takes its routes along.
    await bird.tell('enable', 'feed4');
    await bird.brings(4, COUNT);
    await bird.end();
    await expectMirrored(mirror, namespace);
    expect(mirror.host.state.routes.size).toBeLessThan(30);
  }, 400_000);
});
