import type { AddDocumentsResponse } from '@learnpath/contracts'
import { addressOf, problemFrom } from '../../api/request.ts'
import { changeHeaders } from '../../api/session.ts'
import { ServerProblem } from '../../api/server-problem.ts'
import type { PickedFile } from './picked-files.ts'

interface SendFiles {
  readonly collection: string | null
  readonly files: readonly PickedFile[]
  readonly signal: AbortSignal
  /** Bytes of the request sent so far. */
  readonly onProgress: (sentBytes: number) => void
}

/**
 * One request with some files. Not by `fetch`, which cannot tell how much it has sent.
 * @throws ServerProblem; an AbortError when the signal fired
 */
export async function sendFiles({ collection, files, signal, onProgress }: SendFiles): Promise<AddDocumentsResponse> {
  const form = new FormData()
  if (collection !== null) form.append('collection', collection)
  for (const { path, file } of files) {
    // Each file's fields go before it.
    form.append('path', path)
    if (file.lastModified > 0) form.append('modifiedAt', new Date(file.lastModified).toISOString())
    form.append('file', file, file.name)
  }
  return await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf('addDocuments'))
    for (const [name, value] of Object.entries(changeHeaders())) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as AddDocumentsResponse)
      else reject(problemFrom(request.responseText, request.getResponseHeader('retry-after')))
    })
    request.addEventListener('error', () => reject(new ServerProblem('LP_SERVER_UNREACHABLE')))
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
