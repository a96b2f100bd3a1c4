import { setFlagsFromString } from 'node:v8'

/**
 * Lets the JavaScript heap grow by half between two full collections instead of fourfold. What lives in it is about 30 MB; measured with
 * 3,000 different searches, the process stays 80 MB smaller for 2 % more processor time. Has effect on all threads.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50')
}
