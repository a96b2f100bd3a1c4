// Which packages the built program opens by name at run time, by the image that needs them; all others are inside the bundle.

/**
 * @typedef {object} Part
 * @property {readonly string[]} packages those that the bundle names; what they need comes along
 * @property {string} why what it is for
 */

/** @type {Readonly<Record<'program' | 'inference' | 'web', Part>>} */
export const PARTS = {
  web: { packages: ['@node-rs/argon2', 'libsql'], why: 'hashes of passwords; the lock of the data folder' },
  program: { packages: ['pdfjs-dist'], why: 'reading PDF' },
  inference: { packages: ['onnxruntime-node'], why: 'running and quantizing models' },
}

/** Packages that are external to the bundle without being opened by what runs in an image. */
export const NOT_AT_RUN_TIME = ['esbuild']

/** Of these packages, the files that are opened. Of others everything but types and maps. */
export const OPENED_FILES = {
  'pdfjs-dist': [
    'package.json',
    'LICENSE',
    'legacy/build/pdf.min.mjs',
    'legacy/build/pdf.worker.min.mjs',
    'cmaps',
    'standard_fonts',
    'wasm',
  ],
  'onnxruntime-node': ['package.json', 'LICENSE', 'dist', 'bin'],
  'onnxruntime-common': ['package.json', 'LICENSE', 'dist/cjs'],
}

/** Dependencies that serve a package's installation alone. */
export const FOR_INSTALLATION = {
  'onnxruntime-node': ['adm-zip', 'global-agent'],
}
