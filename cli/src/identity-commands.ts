import { KeyScope, WORKSPACE_ROLES } from '@learnpath/contracts'
import { Argument, Option, type Command } from 'commander'
import { commandsOf, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { KeyOptions, LoginOptions, NewKeyOptions } from './commands/login.ts'
import type { InviteOptions } from './commands/users.ts'

const logging = async () => await import('./commands/login.ts')
const people = async () => await import('./commands/users.ts')

/** `learnpath login`, `logout`, `keys …`, `users …` and `invite`. */
export function addIdentityCommands(program: Command, run: Run): void {
  const command = commandsOf(program)
  command('login <url>', 'Work with a server elsewhere: signs in once and keeps an API key in the data folder', [
    'learnpath login https://learn.example.org',
    'learnpath login https://learn.example.org --email ada@example.org < password.txt',
    'learnpath login https://learn.example.org --key < key.txt',
  ])
    .option('--email <address>', 'who you are; asked for when it is missing', someText)
    .option('--key', 'read an API key instead of a password')
    .addOption(new Option('--scope <scope>', 'what the key may do').choices(KeyScope.options).default('write'))
    .action(
      async (url: string, { json, ...options }: LoginOptions & Mode) =>
        await run({ json }, async (terminal) => await (await logging()).login(terminal, url, options)),
    )
  command('logout', 'End what "learnpath login" began: revokes the key and forgets it', ['learnpath logout']).action(
    async (mode: Mode) => await run(mode, async (terminal) => await (await logging()).logout(terminal)),
  )
  addKeyCommands(program, run)
  addUserCommands(program, run)
  command('invite', 'Make a link that lets one person into the workspace', [
    'learnpath invite',
    'learnpath invite --role editor --email ben@example.org --hours 24',
  ])
    .addOption(new Option('--role <role>', 'what the person may do').choices(WORKSPACE_ROLES).default('learner'))
    .option('--email <address>', 'only somebody with this address may use it', someText)
    .option('--hours <number>', 'how long it is good', wholeNumber(1, 720), 72)
    .action(
      async ({ json, ...options }: InviteOptions & Mode) =>
        await run({ json }, async (terminal) => await (await people()).invite(terminal, options)),
    )
}

/** `--json` may stand before or after the name of the subcommand. */
const modeOf = (made: Command): Mode => ({ json: made.optsWithGlobals<Mode>().json })

function addKeyCommands(program: Command, run: Run): void {
  const keys = commandsOf(program)('keys', 'List API keys: yours, or on the server’s machine all of the workspace', [
    'learnpath keys',
  ]).action(async (mode: Mode) => await run(mode, async (terminal) => await (await logging()).listKeys(terminal)))
  commandsOf(keys)('create <name>', 'Make an API key for a program: signs in with your password for it', [
    'learnpath keys create reports --scope read --days 90',
    'learnpath keys create nightly --email ada@example.org < password.txt',
  ])
    .option('--email <address>', 'who you are; asked for when it is missing', someText)
    .addOption(new Option('--scope <scope>', 'what the key may do').choices(KeyScope.options).default('read'))
    .option('--days <number>', 'how long it is good; without it until it is revoked', wholeNumber(1, 3650))
    .action(
      async (name: string, { json: _json, ...options }: NewKeyOptions & Mode, made: Command) =>
        await run(modeOf(made), async (terminal) => await (await logging()).createKey(terminal, name, options)),
    )
  commandsOf(keys)('revoke <key>', 'Revoke an API key', ['learnpath keys revoke key_9f3k']).action(
    async (id: string, _options: KeyOptions, made: Command) =>
      await run(modeOf(made), async (terminal) => await (await logging()).revokeKey(terminal, id)),
  )
}

function addUserCommands(program: Command, run: Run): void {
  const users = commandsOf(program)('users', 'List all accounts (administrators, and on the server’s machine)', [
    'learnpath users',
  ]).action(async (mode: Mode) => await run(mode, async (terminal) => await (await people()).listUsers(terminal)))
  const command = commandsOf(users)
  command('setup', 'Make a new link for making the first administrator (on the server’s machine)', [
    'learnpath users setup',
  ]).action(
    async (_options: Mode, made: Command) =>
      await run(modeOf(made), async (terminal) => await (await people()).setUpLink(terminal)),
  )
  command('reset <user>', 'Make a link with which somebody sets a new password, by address or id', [
    'learnpath users reset ada@example.org',
  ]).action(
    async (name: string, _options: Mode, made: Command) =>
      await run(modeOf(made), async (terminal) => await (await people()).resetPassword(terminal, name)),
  )
  command('set <user>', 'Disable or enable an account, or say who runs the installation', [
    'learnpath users set ben@example.org disabled',
    'learnpath users set ben@example.org administrator',
  ])
    .addArgument(
      new Argument('<state>', 'what it is to be').choices(['enabled', 'disabled', 'administrator', 'no-administrator']),
    )
    .action(
      async (name: string, state: string, _options: Mode, made: Command) =>
        await run(modeOf(made), async (terminal) => await (await people()).setUser(terminal, name, state)),
    )
}
