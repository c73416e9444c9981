// What is said of a file that the configuration or a command names and that cannot be used.

export const files = {
  notRight: { policy: '预案有误：', org: '组织文件有误：', webhooks: '推送接口文件有误：' },
  cannotRead: {
    policy: (file: string, why: string) => `预案文件 ${file} 无法读取：${why}。`,
    org: (file: string, why: string) => `组织文件 ${file} 无法读取：${why}。`,
    webhooks: (file: string, why: string) => `推送接口文件（ZHIBAN_WEBHOOKS）${file} 无法读取：${why}。`,
    table: (file: string, why: string) => `表格 ${file} 无法读取：${why}。`,
  },
  noAccess: (path: string) => `没有读写 ${path} 的权限。请为运行值班台的用户授权，或另选 ZHIBAN_DATA。`,
  readOnly: (path: string) => `${path} 所在的磁盘是只读的。请另选 ZHIBAN_DATA。`,
  /** By the system's code; others are told as the system tells them. */
  why: {
    ENOENT: '没有这个文件，请核对路径',
    ENOTDIR: '没有这个文件，请核对路径',
    EACCES: '没有读取的权限，请为运行值班台的用户授权',
    EPERM: '没有读取的权限，请为运行值班台的用户授权',
    EISDIR: '这是目录，不是文件，请核对路径',
    ENAMETOOLONG: '路径过长，请核对路径',
  },
}
