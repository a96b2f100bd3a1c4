/** PostgreSQL's `text` takes every character but NUL: the replacement character stands for it. */
export const storableText = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text)
