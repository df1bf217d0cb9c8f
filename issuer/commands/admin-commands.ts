import type { Command } from 'commander'
import { z } from 'zod'
import type { CommandIo } from '../../shared/node/command-line.ts'
import { cityOptions, settingHelp } from './command-parts.ts'
import { type CityOptions, printAnswer } from './print-answer.ts'

const zInvitation = z.looseObject({
  email: z.string(),
  role: z.string(),
  expiresAt: z.string(),
  link: z.string().optional(),
})

const zStaff = z.looseObject({
  members: z.array(z.looseObject({ name: z.string(), email: z.string(), role: z.string() })),
  invitations: z.array(zInvitation),
})

type InviteOptions = CityOptions & { role: string }

/** `waymark city admin invite | list` */
export function adminCommands(city: Command, io: CommandIo): void {
  const admin = city.command('admin').description('who runs the city: let the first person in')

  cityOptions(
    admin
      .command('invite')
      .description('make a link by which somebody joins; nothing is mailed')
      .argument('<email>', 'their e-mail address')
      .option('--role <role>', 'city-admin or quality-reviewer', 'city-admin'),
  )
    .addHelpText(
      'after',
      `${settingHelp}\n\nExample:\n  waymark city admin invite carys@city.example`,
    )
    .action((email: string, { role, ...options }: InviteOptions) =>
      printAnswer(
        io,
        { path: '/staff/invitations', body: { email, role, deliver: 'link' } },
        { ...options, schema: zInvitation, describe: describeInvitation },
      ),
    )

  cityOptions(admin.command('list').description('who runs the city, and who is invited'))
    .addHelpText('after', `${settingHelp}\n\nExample:\n  waymark city admin list --json`)
    .action((options: CityOptions) =>
      printAnswer(
        io,
        { path: '/staff' },
        {
          ...options,
          schema: zStaff,
          describe: ({ members, invitations }) =>
            [
              ...members.map(({ name, email, role }) => `${name} <${email}>, ${role}`),
              ...invitations.map(({ email, role }) => `${email}, invited as ${role}`),
            ].join('\n') || 'Nobody yet. Invite the first: waymark city admin invite EMAIL',
        },
      ),
    )
}

function describeInvitation({ email, role, expiresAt, link }: z.infer<typeof zInvitation>): string {
  return `${email} can join as ${role} until ${expiresAt}. Give them this link, and nobody else:\n\n${link ?? ''}`
}
