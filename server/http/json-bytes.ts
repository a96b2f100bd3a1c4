/** An answer that is JSON text in UTF-8 already: sent as it is. */
export class JsonBytes {
  readonly bytes: Uint8Array<ArrayBuffer>

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes
  }
}
