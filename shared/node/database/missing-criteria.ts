/**
 * TypeORM leaves a criterion out when its value is undefined: `findOneBy({ id: undefined })` answers some row,
 * and a key store that is asked so signs with somebody's key. Here it throws; look for NULL with IsNull().
 */
export const refuseMissingCriteria = { undefined: 'throw', null: 'throw' } as const
