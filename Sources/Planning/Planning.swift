import Lifecycle
import RoleModel
