export const command = async () => []
