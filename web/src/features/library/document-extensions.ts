/** Endings of files that are documents: what a folder is looked through for. A file chosen by itself may have any. */
export const DOCUMENT_EXTENSIONS: readonly string[] = [
  'pdf',
  'docx',
  'md',
  'markdown',
  'mdown',
  'mkd',
  'mdx',
  'html',
  'htm',
  'xhtml',
  'txt',
  'text',
  'rst',
  'adoc',
  'org',
  'tex',
]
