using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RxTim.Architecture.Tests;

/// <summary>
/// Gathers every type that a type names: as base, interface, member, signature, constraint or attribute, and in the code of its methods.
/// What is nested in it counts as its own. A constant leaves no trace in what uses it, so that is not seen.
/// </summary>
internal sealed class TypeUses
{
    private readonly HashSet<TypeReference> found = [];

    private TypeUses()
    {
    }

    public static IReadOnlyCollection<TypeReference> Of(TypeDefinition type)
    {
        var uses = new TypeUses();
        uses.AddDefinition(type);
        return uses.found;
    }

    private void AddDefinition(TypeDefinition type)
    {
        Add(type.BaseType);
        AddGenerics(type);
        AddAttributes(type);
        foreach (var each in type.Interfaces)
        {
            Add(each.InterfaceType);
            AddAttributes(each);
        }
        foreach (var field in type.Fields)
        {
            Add(field.FieldType);
            AddAttributes(field);
        }
        foreach (var property in type.Properties)
            AddAttributes(property);
        foreach (var happening in type.Events)
            AddAttributes(happening);
        foreach (var method in type.Methods)
            AddMethod(method);
        foreach (var nested in type.NestedTypes)
            AddDefinition(nested);
    }

    private void AddMethod(MethodDefinition method)
    {
        AddGenerics(method);
        AddAttributes(method);
        AddAttributes(method.MethodReturnType);
        AddSignature(method);
        foreach (var parameter in method.Parameters)
            AddAttributes(parameter);
        foreach (var overridden in method.Overrides)
            Add(overridden.DeclaringType);
        if (method.HasBody)
            AddBody(method.Body);
    }

    private void AddBody(MethodBody body)
    {
        foreach (var variable in body.Variables)
            Add(variable.VariableType);
        foreach (var handler in body.ExceptionHandlers)
            Add(handler.CatchType);
        foreach (var instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    Add(type);
                    break;
                case CallSite pointer:
                    AddSignature(pointer);
                    break;
                case MemberReference member:
                    // What the member's own signature names is an arrow of its owner.
                    Add(member.DeclaringType);
                    if (member is GenericInstanceMethod generic)
                        AddAll(generic.GenericArguments);
                    break;
            }
        }
    }

    private void AddSignature(IMethodSignature signature)
    {
        Add(signature.ReturnType);
        foreach (var parameter in signature.Parameters)
            Add(parameter.ParameterType);
    }

    private void AddGenerics(IGenericParameterProvider generic)
    {
        foreach (var parameter in generic.GenericParameters)
        {
            AddAttributes(parameter);
            foreach (var constraint in parameter.Constraints)
                Add(constraint.ConstraintType);
        }
    }

    private void AddAttributes(ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Add(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
                AddArgument(argument);
            foreach (var named in attribute.Properties.Concat(attribute.Fields))
                AddArgument(named.Argument);
        }
    }

    private void AddArgument(CustomAttributeArgument argument)
    {
        Add(argument.Type);
        switch (argument.Value)
        {
            case TypeReference type:
                Add(type);
                break;
            case CustomAttributeArgument boxed:
                AddArgument(boxed);
                break;
            case CustomAttributeArgument[] list:
                foreach (var each in list)
                    AddArgument(each);
                break;
        }
    }

    private void AddAll(IEnumerable<TypeReference> types)
    {
        foreach (var type in types)
            Add(type);
    }

    private void Add(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case GenericInstanceType generic:
                Add(generic.ElementType);
                AddAll(generic.GenericArguments);
                break;
            case FunctionPointerType pointer:
                AddSignature(pointer);
                break;
            case IModifierType modified:
                Add(modified.ElementType);
                Add(modified.ModifierType);
                break;
            case TypeSpecification made:
                Add(made.ElementType);
                break;
            default:
                found.Add(type);
                break;
        }
    }
}
