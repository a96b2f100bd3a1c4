import type { TensorContent } from '../onnx-file/tensor-content.ts'

/**
 * Contents of tensors that are computed together, at the first use of one of them. The results are let go once each was read, so that
 * writing a model holds one operation's weights at a time; read again, they are computed again.
 */
export function madeContents<Part extends string>(
  sizes: Readonly<Record<Part, number>>,
  make: () => Promise<Readonly<Record<Part, ArrayBufferView>>>,
): Readonly<Record<Part, TensorContent>> {
  let made: ReturnType<typeof make> | null = null
  const unread = new Set<string>()
  const content = (part: Part): TensorContent => ({
    sizeBytes: sizes[part],
    async *pieces() {
      if (made === null) {
        made = make()
        for (const name of Object.keys(sizes)) unread.add(name)
      }
      const { [part]: view } = await made
      unread.delete(part)
      if (unread.size === 0) made = null
      yield new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    },
  })
  return Object.fromEntries((Object.keys(sizes) as Part[]).map((part) => [part, content(part)])) as Record<
    Part,
    TensorContent
  >
}
