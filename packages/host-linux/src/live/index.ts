export { type ClockReading } from './clocks';
export { LinuxLiveHost, type Because, type LinuxLiveHostOptions } from './linux-live-host';
export { LiveHostUnavailable } from './live-errors';
