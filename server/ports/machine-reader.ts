/** What the machine and the process on it use. */
export interface MachineReader {
  /** Takes microseconds. */
  process(): {
    readonly residentBytes: number
    readonly heapBytes: number
    /** Time of processors used so far, of all threads. */
    readonly processorMs: number
  }
  machine(): {
    readonly processorName: string
    readonly processors: number
    readonly memoryBytes: number
    readonly freeMemoryBytes: number
  }
  /** Of the file system that holds the data folder. */
  disk(): Promise<{ readonly totalBytes: number; readonly freeBytes: number }>
}
