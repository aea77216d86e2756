import JSONText
import RoleModel

extension RoleAnswers {
    /// The instances that are known: this one, and those of all roles with internal endpoints.
    ///
    /// This one stands first and has all of its endpoints; under `Roles` it has only the internal ones.
    private var known: [(role: String, instance: RoleEnvironmentDocument.Instance)] {
        let own = environment.currentInstance
        let others = environment.roles.flatMap { role in
            role.instances.filter { role.name != environment.roleName || $0.id != own.id }.map { (role.name, $0) }
        }
        return [(environment.roleName, own)] + others
    }

    /// Instances by role: id, role, fault and update domain, with tabs between them.
    func instances(role: String?, json: Bool) throws(RoleCommandFault) -> [String] {
        let found = try instances(of: role)
        guard json else {
            return found.map {
                "\($0.instance.id)\t\($0.role)\t\($0.instance.faultDomain)\t\($0.instance.updateDomain)"
            }
        }
        return [JSON.array(found.map { $0.instance.json(role: $0.role) }).lineText]
    }

    /// Endpoints: one line each, in the order of the instances.
    func endpoints(_ question: RoleRequest.EndpointQuestion) throws(RoleCommandFault) -> [String] {
        let owners = try owners(question)
        let all = owners.flatMap { owner in owner.instance.endpoints.map { (owner, $0) } }
        let found = all.filter { question.name == nil || $0.1.name == question.name }
        if let name = question.name, found.isEmpty {
            let names = all.map(\.1.name)
            throw .absent(
                "endpoint",
                name,
                among: names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element),
                mend: "declare it in ServiceDefinition.csdef"
            )
        }
        if question.form == .json {
            return [JSON.array(found.map { $0.1.json(role: $0.0.role, instance: $0.0.instance.id) }).lineText]
        }
        return found.map { owner, endpoint in
            let text = endpoint.text(question.form)
            return question.name == nil
                ? "\(owner.instance.id)\t\(endpoint.name)\t\(text)\t\(endpoint.transport)" : text
        }
    }

    private func owners(
        _ question: RoleRequest.EndpointQuestion
    ) throws(RoleCommandFault) -> [(role: String, instance: RoleEnvironmentDocument.Instance)] {
        guard question.role != nil || question.instance != nil else {
            return [(environment.roleName, environment.currentInstance)]
        }
        let candidates = try instances(of: question.role)
        guard let id = question.instance else { return candidates }
        let found = candidates.filter { $0.instance.id == id }
        guard !found.isEmpty else {
            throw .absent(
                "instance",
                id,
                among: candidates.map(\.instance.id),
                mend: "only instances with internal endpoints are known to the others"
            )
        }
        return found
    }

    private func instances(
        of role: String?
    ) throws(RoleCommandFault) -> [(role: String, instance: RoleEnvironmentDocument.Instance)] {
        guard let role else { return known }
        let found = known.filter { $0.role == role }
        // A role without instances is still a role.
        guard !found.isEmpty || environment.roles.contains(where: { $0.name == role }) else {
            throw .absent(
                "role",
                role,
                among: environment.roles.map(\.name),
                mend: "only roles with internal endpoints are known to the others"
            )
        }
        return found
    }
}

extension RoleEnvironmentDocument.Instance {
    func json(role: String) -> JSON {
        .object([
            ("id", .string(id)), ("role", .string(role)), ("faultDomain", .integer(faultDomain)),
            ("updateDomain", .integer(updateDomain)),
            ("endpoints", .array(endpoints.map { $0.json(role: role, instance: id) })),
        ])
    }
}

extension RoleEnvironmentDocument.Endpoint {
    fileprivate func json(role: String, instance: String) -> JSON {
        .object([
            ("role", .string(role)), ("instance", .string(instance)), ("name", .string(name)),
            ("address", .string(address)),
            ("port", .integer(Int(port))), ("protocol", .string(transport)),
        ])
    }

    fileprivate func text(_ form: RoleRequest.Form) -> String {
        switch form {
        case .field("address"): address
        case .field("port"): String(port)
        case .field("protocol"): transport
        case .field, .json: address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
        }
    }
}
