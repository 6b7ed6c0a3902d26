/**
 * The statuses that the calls return, with the numbers of the kernel (NTSTATUS) and of user mode (Win32), and
 * what FormatMessage says of them here.
 */
interface StatusEntry {
  readonly ntstatus: number;
  readonly win32Name: string;
  readonly win32: number;
  readonly message: string;
}

const entry = (ntstatus: number, win32Name: string, win32: number, message: string): StatusEntry => ({
  ntstatus,
  win32Name,
  win32,
  message,
});

/** Every name that a call can return. Some are Win32 names: the reference pages name exactly these. */
export const statuses = {
  STATUS_SUCCESS: entry(0x0000_0000, 'NO_ERROR', 0, 'The call succeeded.'),
  STATUS_INVALID_PARAMETER: entry(
    0xc000_000d,
    'ERROR_INVALID_PARAMETER',
    87,
    'A parameter is missing, malformed or out of range.',
  ),
  STATUS_NOT_FOUND: entry(0xc000_0225, 'ERROR_NOT_FOUND', 1168, 'Nothing by that key exists.'),
  STATUS_NOT_SUPPORTED: entry(
    0xc000_00bb,
    'ERROR_NOT_SUPPORTED',
    50,
    'This host or interface does not support the request.',
  ),
  ERROR_OBJECT_ALREADY_EXISTS: entry(
    0xc000_022a,
    'ERROR_OBJECT_ALREADY_EXISTS',
    5010,
    'A row with that key already exists.',
  ),
  STATUS_NOT_ENOUGH_MEMORY: entry(
    0xc000_0017,
    'ERROR_NOT_ENOUGH_MEMORY',
    8,
    'The buffer is too small for the result.',
  ),
  STATUS_INVALID_NAME: entry(
    0xc000_0033,
    'ERROR_INVALID_NAME',
    123,
    'The name is not a valid interface name.',
  ),
  STATUS_BAD_NETWORK_NAME: entry(0xc000_00cc, 'ERROR_BAD_NET_NAME', 67, 'The neighbor did not answer.'),
  STATUS_NETWORK_UNREACHABLE: entry(
    0xc000_023c,
    'ERROR_NETWORK_UNREACHABLE',
    1231,
    'No usable route leads to the destination.',
  ),
  ERROR_INVALID_HANDLE: entry(0xc000_0008, 'ERROR_INVALID_HANDLE', 6, 'The handle is not valid.'),
  ERROR_IO_PENDING: entry(0x0000_0103, 'ERROR_IO_PENDING', 997, 'The answer comes later, by callback.'),
  ERROR_NOT_READY: entry(0xc000_00a3, 'ERROR_NOT_READY', 21, 'The Teredo client is not running.'),
  ERROR_BUFFER_OVERFLOW: entry(0x8000_0005, 'ERROR_BUFFER_OVERFLOW', 111, 'The name is too long.'),
  STATUS_ACCESS_DENIED: entry(0xc000_0022, 'ERROR_ACCESS_DENIED', 5, 'The caller may not do this.'),
} as const satisfies Readonly<Record<string, StatusEntry>>;

/** Name of a status that a call returns. */
export type Status = keyof typeof statuses;

/** A number that live hosts report and calls here never return; `readAs` is the status it means to us. */
interface ForeignStatus {
  readonly name: string | null;
  readonly ntstatus: number | null;
  readonly win32Name: string;
  readonly win32: number;
  readonly readAs: Status | null;
}

const foreign = (
  name: string | null,
  ntstatus: number | null,
  win32Name: string,
  win32: number,
  readAs: Status | null,
): ForeignStatus => ({ name, ntstatus, win32Name, win32, readAs });

const foreignStatuses: readonly ForeignStatus[] = [
  foreign('STATUS_UNSUCCESSFUL', 0xc000_0001, 'ERROR_GEN_FAILURE', 31, null),
  foreign('STATUS_NOT_IMPLEMENTED', 0xc000_0002, 'ERROR_INVALID_FUNCTION', 1, 'STATUS_NOT_SUPPORTED'),
  foreign(
    'STATUS_BUFFER_TOO_SMALL',
    0xc000_0023,
    'ERROR_INSUFFICIENT_BUFFER',
    122,
    'STATUS_NOT_ENOUGH_MEMORY',
  ),
  foreign('STATUS_OBJECT_NAME_NOT_FOUND', 0xc000_0034, 'ERROR_FILE_NOT_FOUND', 2, 'STATUS_NOT_FOUND'),
  foreign(
    'STATUS_OBJECT_NAME_COLLISION',
    0xc000_0035,
    'ERROR_ALREADY_EXISTS',
    183,
    'ERROR_OBJECT_ALREADY_EXISTS',
  ),
  foreign('STATUS_INSUFFICIENT_RESOURCES', 0xc000_009a, 'ERROR_NO_SYSTEM_RESOURCES', 1450, null),
  foreign('STATUS_IO_TIMEOUT', 0xc000_00b5, 'ERROR_SEM_TIMEOUT', 121, 'STATUS_BAD_NETWORK_NAME'),
  foreign('STATUS_CANCELLED', 0xc000_0120, 'ERROR_OPERATION_ABORTED', 995, null),
  foreign(
    'STATUS_INVALID_ADDRESS_COMPONENT',
    0xc000_0207,
    'ERROR_INVALID_NETNAME',
    1214,
    'STATUS_INVALID_PARAMETER',
  ),
  foreign(
    'STATUS_OBJECTID_EXISTS',
    0xc000_022b,
    'ERROR_OBJECT_ALREADY_EXISTS',
    5010,
    'ERROR_OBJECT_ALREADY_EXISTS',
  ),
  foreign(
    'STATUS_HOST_UNREACHABLE',
    0xc000_023d,
    'ERROR_HOST_UNREACHABLE',
    1232,
    'STATUS_NETWORK_UNREACHABLE',
  ),
  foreign(null, null, 'ERROR_NO_DATA', 232, 'STATUS_NOT_FOUND'),
];

const names = Object.keys(statuses) as Status[];

export const isStatus = (text: unknown): text is Status =>
  typeof text === 'string' && Object.hasOwn(statuses, text);

/** STATUS_SUCCESS, and ERROR_IO_PENDING: the request stands and completes later. All else is a refusal. */
export const isSuccess = (status: Status): boolean =>
  status === 'STATUS_SUCCESS' || status === 'ERROR_IO_PENDING';

/** NTSTATUS number of a status, unsigned. */
export const ntstatusOf = (status: Status): number => statuses[status].ntstatus;

/** Win32 code of a status, as the user-mode functions return it. */
export const win32Of = (status: Status): number => statuses[status].win32;

/** Win32 name of a status, such as ERROR_NOT_FOUND. */
export const win32NameOf = (status: Status): string => statuses[status].win32Name;

/** The text that people read for a status. */
export const formatMessage = (status: Status): string => statuses[status].message;

/** A number read back: a status of ours, else the name it is known by, else the number itself. */
export const statusOfNtstatus = (ntstatus: number): Status | string | number => {
  const own = names.find((name) => statuses[name].ntstatus === ntstatus);
  if (own !== undefined) return own;
  const other = foreignStatuses.find((status) => status.ntstatus === ntstatus);
  return other === undefined ? ntstatus : (other.readAs ?? other.name ?? ntstatus);
};

/** As statusOfNtstatus, of the codes that user mode reports. */
export const statusOfWin32 = (win32: number): Status | string | number => {
  const own = names.find((name) => statuses[name].win32 === win32);
  if (own !== undefined) return own;
  const other = foreignStatuses.find((status) => status.win32 === win32);
  return other === undefined ? win32 : (other.readAs ?? other.win32Name);
};
