/** Nothing of an export is to be run or shown in the place of the server's own pages. */
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"

export interface DownloadedFile {
  readonly name: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** A file to be kept, under its name. */
export function download({ name, contentType, bytes }: DownloadedFile): Response {
  const ascii = name.replaceAll(/[^\w.-]/g, '_')
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': contentType,
      'content-length': String(bytes.byteLength),
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': POLICY,
    },
  })
}
