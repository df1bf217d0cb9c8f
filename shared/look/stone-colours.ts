import type { StoneHue } from './stone.ts'

/** The colours of a stone on paper, for pictures that stand alone. styles/stone.css says the same; a test compares. */
export const hueColours: Readonly<Record<StoneHue, string>> = {
  sea: '#0b6e6e',
  harbour: '#1d5c9c',
  slate: '#4a5568',
  heather: '#6d4aa0',
  foxglove: '#a3346f',
  clay: '#9c4a22',
  fern: '#3f6b21',
  bronze: '#7a5c10',
}

export const stoneColours = {
  onHue: '#ffffff',
  band: '#14213d',
  onBand: '#fbf7f0',
  keystone: '#f2b134',
  ink: '#14213d',
  weathered: '#6b7280',
} as const
