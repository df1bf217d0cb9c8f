import type { Response } from 'express'

/** What stands before a file for spreadsheets. */
export function sendCsvHead(response: Response, fileName: string): void {
  response.set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'X-Content-Type-Options': 'nosniff',
  })
}
