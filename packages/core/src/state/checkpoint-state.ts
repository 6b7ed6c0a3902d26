import { tableNames } from '../catalogue';
import { readRouteObjects, writeRouteObjects } from '../linux';
import { canonicalJson, type Json, type JsonObject, type StateBytes } from '../log';
import { readRoutes, writeRoutes } from '../routes';
import { ColumnReader, ColumnWriter, MalformedColumns } from '../table';
import { tableOf, type HostState } from './state';
import { MalformedState, stateOfDocument } from './state-document';

/*
 * A state as bytes. The two tables that grow to millions of rows, routes and the route objects of a Linux host, are
 * written as columns; all the rest as the part of the state document that it is.
 */

/**
 * The number of this program's way to fold. A checkpoint of another one is not used: raise it with any change of what
 * an event does to a state, or of the form below.
 */
const FOLD_VERSION = 1;

/** The state as bytes; they compress well. */
export const encodeState = (state: HostState): Uint8Array => {
  const writer = new ColumnWriter();
  // Canonical, so that equal states are equal bytes.
  writer.text(canonicalJson(smallTablesOf(state)));
  writeRoutes(writer, state.routes);
  writeRouteObjects(writer, state.linux.routeObjects());
  return writer.bytes;
};

/** The state document with the large tables empty. */
const smallTablesOf = (state: HostState): JsonObject => {
  const document: Record<string, Json> = { stacks: [...state.stacks] };
  for (const name of tableNames)
    document[name] = (name === 'routes'
      ? []
      : name === 'linux'
        ? Array.from(state.linux.otherObjects())
        : tableOf(state, name).inOrderOfCreation()) as unknown as readonly Json[];
  document['teredoPort'] = state.teredoPort;
  document['connectivityHint'] = { ...state.connectivityHint };
  document['retired'] = { indexes: [...state.retired.indexes()], luids: [...state.retired.luids()] };
  return document;
};

/**
 * The state that encodeState wrote.
 *
 * @param seq number of the event after which it was
 * @throws MalformedColumns, MalformedState
 */
export const decodeState = (bytes: Uint8Array, seq: number): HostState => {
  const reader = new ColumnReader(bytes);
  const small = stateOfDocument(reader.json() as JsonObject, seq);
  const routes = readRoutes(reader);
  const objects = readRouteObjects(reader);
  if (!reader.atEnd) throw new MalformedColumns('there is more than a state');
  return Object.freeze({
    ...small,
    routes,
    linux: objects.size === 0 ? small.linux : small.linux.withRoutes(objects),
  });
};

/** How a host's states are written for checkpoints. */
export const stateBytes: StateBytes<HostState> = {
  foldVersion: FOLD_VERSION,
  encode: encodeState,
  decode: (bytes, seq) => {
    try {
      return decodeState(bytes, seq);
    } catch (error) {
      // Whatever is wrong with it, a checkpoint is only a cache.
      if (error instanceof MalformedColumns || error instanceof MalformedState) return undefined;
      throw error;
    }
  },
};
