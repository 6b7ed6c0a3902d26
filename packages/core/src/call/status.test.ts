import {
  formatMessage,
  isSuccess,
  ntstatusOf,
  statuses,
  statusOfNtstatus,
  statusOfWin32,
  win32NameOf,
  win32Of,
  type Status,
} from '.';

const names = Object.keys(statuses) as Status[];

describe('statuses', () => {
  it.each([
    ['STATUS_SUCCESS', 0, 'NO_ERROR', 0],
    ['STATUS_INVALID_PARAMETER', 0xc000000d, 'ERROR_INVALID_PARAMETER', 87],
    ['STATUS_NOT_FOUND', 0xc0000225, 'ERROR_NOT_FOUND', 1168],
    ['ERROR_OBJECT_ALREADY_EXISTS', 0xc000022a, 'ERROR_OBJECT_ALREADY_EXISTS', 5010],
    ['ERROR_IO_PENDING', 0x103, 'ERROR_IO_PENDING', 997],
    ['ERROR_BUFFER_OVERFLOW', 0x80000005, 'ERROR_BUFFER_OVERFLOW', 111],
  ] as const)('%s is %d in the kernel and %s, %d in user mode', (status, ntstatus, win32Name, win32) => {
    expect([ntstatusOf(status), win32NameOf(status), win32Of(status)]).toEqual([ntstatus, win32Name, win32]);
  });

  it('are read back from their numbers', () => {
    for (const status of names) {
      expect(statusOfNtstatus(ntstatusOf(status))).toBe(status);
      expect(statusOfWin32(win32Of(status))).toBe(status);
    }
  });

  it('have a message each', () => {
    expect(new Set(names.map(formatMessage)).size).toBe(names.length);
  });

  it('of live hosts are read as what they mean, and unknown numbers are kept', () => {
    expect(statusOfWin32(2)).toBe('STATUS_NOT_FOUND');
    expect(statusOfWin32(232)).toBe('STATUS_NOT_FOUND');
    expect(statusOfWin32(31)).toBe('ERROR_GEN_FAILURE');
    expect(statusOfNtstatus(0xc0000001)).toBe('STATUS_UNSUCCESSFUL');
    expect(statusOfNtstatus(0xc000023d)).toBe('STATUS_NETWORK_UNREACHABLE');
    expect(statusOfNtstatus(0xdeadbeef)).toBe(0xdeadbeef);
    expect(statusOfWin32(99_999)).toBe(99_999);
  });

  it('succeed by STATUS_SUCCESS and ERROR_IO_PENDING alone', () => {
    expect(names.filter(isSuccess)).toEqual(['STATUS_SUCCESS', 'ERROR_IO_PENDING']);
  });
});
