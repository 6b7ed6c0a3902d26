/** Random hosts, for the laws of other packages. */
export { overScripts, run } from './simulation';
