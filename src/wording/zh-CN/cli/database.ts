// Why the database of the desk cannot be used, and what to do.
import { list } from '../base.ts'

export const database = {
  /** This version's migrations and the database do not belong together. */
  migrations: {
    'bad-name': (names: string[]) =>
      `数据库结构文件 ${list(names)} 的名称有误，应为四位编号加下划线和小写名称，例如 0009_what_for.sql。`,
    'same-number': (names: string[]) => `数据库结构文件 ${list(names)} 的编号相同，请改用各自的编号。`,
    newer: (names: string[]) => `数据库已由较新的版本更新过（其中有 ${list(names)}），请运行该版本，或更新的版本。`,
    changed: (names: string[]) =>
      `数据库结构文件 ${list(names)} 在应用到本数据库之后被改动过。请恢复原文件，改动另写一个新文件。`,
    late: (names: string[], latest: string) =>
      `数据库结构文件 ${list(names)} 的编号早于已应用的 ${latest}，请改用下一个未用的编号。`,
    failed: (names: string[], why: string) => `数据库结构文件 ${list(names)} 执行失败（${why}），数据库未作任何改动。`,
  },
  noRoom: (folder: string, free: number, needed: number) =>
    `${folder} 所在的磁盘只剩${free}MB，内置数据库至少需要${needed}MB。请腾出空间后再启动，已有的数据不受影响。`,
  badEncoding: (encoding: string) => `数据库的编码是 ${encoding}，须为 UTF8。请新建编码为 UTF8 的数据库。`,
  tooOld: (version: string, oldest: number) => `PostgreSQL ${version} 太旧，至少须为 ${oldest}。请更新后再试。`,
  /** By the code of the driver or of the server; `where`: host and port. */
  away: {
    ECONNREFUSED: (where: string) =>
      `数据库 ${where} 拒绝连接。请确认 PostgreSQL 已启动，并核对 DATABASE_URL 的主机和端口。`,
    ENOTFOUND: (where: string) => `找不到数据库的主机 ${where}。请核对 DATABASE_URL。`,
    EAI_AGAIN: (where: string) => `暂时查不到数据库的主机 ${where}。请检查网络和域名解析，稍后再试。`,
    EHOSTUNREACH: (where: string) => `无法连接数据库的主机 ${where}。请检查网络，并核对 DATABASE_URL。`,
    ENETUNREACH: (where: string) => `无法连接数据库的主机 ${where}。请检查网络，并核对 DATABASE_URL。`,
    ETIMEDOUT: (where: string) => `数据库 ${where} 没有应答。请检查网络和防火墙，并核对 DATABASE_URL。`,
    CONNECT_TIMEOUT: (where: string) => `数据库 ${where} 没有应答。请检查网络和防火墙，并核对 DATABASE_URL。`,
    '28P01': () => '数据库不接受 DATABASE_URL 中的用户名或口令。请核对。',
    '28000': () => '数据库不允许 DATABASE_URL 中的用户连接。请核对用户名和 pg_hba.conf。',
    '3D000': () => '没有 DATABASE_URL 所写的数据库。请先新建，或核对其名称。',
    '53300': () => '数据库的连接数已满。请停止多余的程序，或调高 max_connections。',
    '57P03': () => '数据库正在启动或停止。请稍后再试。',
    '53100': () => '数据库所在的磁盘已满。请腾出空间后再试。',
    ENOSPC: () => '磁盘已满。请腾出空间后再试，已有的数据不受影响。',
  },
}
