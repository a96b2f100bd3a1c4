import { defineConfig } from 'vitest/config'

// A store that is a server makes its tables anew for every test.
// oxlint-disable-next-line node/no-process-env
const slow = process.env['LEARNPATH_TEST_STORE_URL'] === undefined ? 1 : 4
const shared = {
  testTimeout: 20_000 * slow,
  hookTimeout: 30_000 * slow,
  // What is to become true may take its time on a busy machine: a second, which is the default, is for one that has nothing else to do.
  expect: { poll: { timeout: 10_000 } },
}

export default defineConfig({
  test: {
    // On two cores the default is one file at a time, and most tests leave a core idle: they wait for a program that they have started.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...shared,
          name: 'product',
          include: ['{contracts,server,cli,bench,web}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', 'bench/.cache/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ['e2e/browser/**'],
          globalSetup: ['./tools/build-before-tests.mjs'],
          // Whole programs are started, killed and waited for: on a busy machine one now and then misses a deadline.
          retry: 1,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['e2e/browser/**/*.test.ts'],
          globalSetup: ['./tools/build-before-tests.mjs'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A browser, its page and the server are busy in turn; more at a time only get in each other's way.
          maxWorkers: 2,
          // On a busy machine a browser now and then takes a key before the field has the focus.
          retry: 1,
        },
      },
      {
        test: {
          ...shared,
          name: 'checks',
          include: ['tools/**/*.test.{ts,mjs}'],
          testTimeout: 120_000,
          // It imports JSON as bundlers do.
          server: { deps: { inline: [/@actions\//] } },
        },
      },
    ],
  },
})
