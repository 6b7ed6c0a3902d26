export {
  answer,
  command,
  query,
  refused,
  type Answer,
  type CommandFunction,
  type CommandView,
  type Decision,
  type Parameter,
  type QueryFunction,
  type View,
} from './function-definition';
export type { InputMember } from './input-member';
export {
  booleanByteInput,
  booleanInput,
  enumInput,
  ignoredInput,
  inputRow,
  luidInput,
  physicalAddressInput,
  prefixInput,
  readInputRow,
  socketAddressInput,
  textInput,
  ucharInput,
  ulong64Input,
  ulongInput,
  ushortInput,
  type InputRow,
  type RowOf,
} from './input-row';
export { MibNotificationType, type NotificationType, type RowNotification } from './notification';
export type { Due, Occurrence } from './occurrence';
export { invalid, refuse, type Refusal } from './refusal';
export { report, type ReportDefinition, type ReportError, type Step } from './report-definition';
export {
  formatMessage,
  isStatus,
  isSuccess,
  ntstatusOf,
  statuses,
  statusOfNtstatus,
  statusOfWin32,
  win32NameOf,
  win32Of,
  type Status,
} from './status';
