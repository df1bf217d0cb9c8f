import type { Figure } from './measure.ts'

/** The figures as a table for people. */
export function tableOf(figures: Readonly<Record<string, Figure>>): string {
  const head = ['', 'ours', 'spread', 'peer', 'ratio', 'limit', 'ratio', 'unit']
  const rows = Object.entries(figures).map(([key, figure]) => [
    key,
    textOf(figure.ours),
    figure.spread.map(textOf).join('–'),
    textOf(figure.peer),
    textOf(figure.ratioToPeer),
    textOf(figure.limit),
    textOf(figure.ratioToLimit),
    figure.unit,
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [lineOf(head), ...rows.map(lineOf)].join('\n')
}

function textOf(value: number | undefined): string {
  return value === undefined ? '–' : String(value)
}
