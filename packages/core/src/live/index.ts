export { doubtIntervals, type DoubtInterval } from './doubt';
export { LiveHostStarted, type LiveHost, type LiveListener } from './live-host';
export {
  liveNotices,
  RESYNC,
  type CertainReport,
  type Decide,
  type DoubtReport,
  type LiveReport,
  type MessageReport,
  type NoticeReport,
  type PictureReport,
} from './live-report';
export { logReports } from './log-reports';
export { RecordedHost, type RecordedHostOptions } from './recorded-host';
